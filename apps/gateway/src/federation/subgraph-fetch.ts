import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';
import { seal } from './sealed-value.ts';

/** The keys that a query asks of an object, and what it asks of the objects below. */
type WantedKeys = ReadonlyMap<string, WantedKeys | undefined>;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

type Path = readonly (string | number)[];
type Variables = Readonly<Record<string, unknown>>;

/** A field of the query itself; with the variable of its representations when it answers entities. */
interface RootField {
  readonly key: string;
  readonly representations?: string;
}

/** One query of a plan, as it goes to a subgraph. */
export class SubgraphFetch {
  readonly query: string;
  readonly #roots: readonly RootField[];
  readonly #wanted: WantedKeys;

  constructor(document: DocumentNode) {
    this.query = print(document);
    const { operations, fragments } = partsOf(document);
    this.#roots = fieldsOf(operations, fragments).map(rootFieldOf);
    this.#wanted = wantedKeysOf(operations, fragments);
  }

  /**
   * A copy of what was asked for and nothing else, values that are objects sealed: the executor changes what it merges, and a
   * key such as `constructor` in an answer would change JavaScript itself.
   */
  pick(answer: unknown): unknown {
    return pick(answer, this.#wanted);
  }

  /** Where an error stands that concerns the whole call: at each root field, or at each of its entities. */
  placesOf(variables: Variables): Path[] {
    return this.#roots.flatMap(({ key, representations }): Path[] => {
      if (representations === undefined) return [[key]];
      return listOf(variables[representations]).map((_entity, index) => [key, index]);
    });
  }

  /** Whether an error's path says which part of the call went wrong. */
  isPrecise([key, index]: Path, variables: Variables): boolean {
    const root = this.#roots.find((field) => field.key === key);
    if (!root) return false;
    if (root.representations === undefined) return true;
    return typeof index === 'number' && index < listOf(variables[root.representations]).length;
  }
}

function rootFieldOf(field: FieldNode): RootField {
  const key = keyOf(field);
  const value = field.name.value === '_entities' ? field.arguments?.[0]?.value : undefined;
  return value?.kind === Kind.VARIABLE ? { key, representations: value.name.value } : { key };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pick(value: unknown, wanted: WantedKeys): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, wanted));
  // Where fields are asked of it, what is no object is nothing, and takes nothing away that another subgraph has said.
  if (typeof value !== 'object' || value === null) return undefined;
  const picked: Record<string, unknown> = {};
  for (const [key, below] of wanted) {
    const found = (value as Record<string, unknown>)[key];
    const kept = below ? pick(found, below) : seal(found);
    if (kept !== undefined) picked[key] = kept;
  }
  return picked;
}

function wantedKeysOf(selectionSets: readonly SelectionSetNode[], fragments: Fragments): WantedKeys {
  const below = new Map<string, SelectionSetNode[]>();
  for (const field of fieldsOf(selectionSets, fragments)) {
    const sets = below.get(keyOf(field)) ?? [];
    below.set(keyOf(field), field.selectionSet ? [...sets, field.selectionSet] : sets);
  }
  return new Map([...below].map(([key, sets]) => [key, sets.length > 0 ? wantedKeysOf(sets, fragments) : undefined]));
}

function fieldsOf(selectionSets: readonly SelectionSetNode[], fragments: Fragments): FieldNode[] {
  const selections = selectionSets.flatMap((selectionSet) => selectionSet.selections);
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment ? fieldsOf([fragment.selectionSet], fragments) : [];
  });
}

function partsOf({ definitions }: DocumentNode): { operations: SelectionSetNode[]; fragments: Fragments } {
  const operations: SelectionSetNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition.selectionSet);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return { operations, fragments };
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
