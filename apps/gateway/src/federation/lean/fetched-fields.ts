import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { type Fields, isFields, newFields } from './fields.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface FetchedField {
  readonly key: string;
  /** Undefined for a leaf, whose value is taken as it is. */
  readonly below: FetchedFields | undefined;
}

/**
 * The keys that one query asks of an object, and what it asks of the objects below. Takes exactly these from an answer,
 * which is only read: a key that nobody asked for could pass for what another subgraph says, or for JavaScript's own.
 */
export class FetchedFields {
  readonly #fields: FetchedField[];

  constructor(selectionSets: readonly SelectionSetNode[], fragments: Fragments) {
    this.#fields = [...nodesByKey(selectionSets, fragments)].map(([key, nodes]) => {
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      return { key, below: below.length > 0 ? new FetchedFields(below, fragments) : undefined };
    });
  }

  get keys(): string[] {
    return this.#fields.map(({ key }) => key);
  }

  below(key: string): FetchedFields | undefined {
    return this.#fields.find((field) => field.key === key)?.below;
  }

  /** From now on takes a key as well, with all that is asked below another one. */
  add(key: string, like: FetchedFields | undefined): void {
    if (!this.keys.includes(key)) this.#fields.push({ key, below: like });
  }

  copy(source: Fields): Fields {
    const copied = new newFields();
    this.mergeInto(copied, source);
    return copied;
  }

  /** What comes later counts, except that objects, and lists of one length, become one, and nothing undoes them. */
  mergeInto(target: Fields, source: Fields): void {
    for (const { key, below } of this.#fields) {
      const value = source[key];
      // JSON has no functions: this one is inherited, and the field is missing.
      if (value === undefined || typeof value === 'function') continue;
      target[key] = below ? below.merged(target[key], value) : value;
    }
  }

  private merged(known: unknown, value: unknown): unknown {
    if (Array.isArray(value)) {
      const isJoined = Array.isArray(known) && known.length === value.length;
      return value.map((item, index) => this.merged(isJoined ? known[index] : undefined, item));
    }
    // Where fields are asked of it, what is no object is nothing; it takes nothing away that another subgraph has said.
    if (!isFields(value)) return known ?? null;
    if (!isFields(known)) return this.copy(value);
    this.mergeInto(known, value);
    return known;
  }
}

function nodesByKey(selectionSets: readonly SelectionSetNode[], fragments: Fragments): Map<string, FieldNode[]> {
  const nodes = new Map<string, FieldNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        nodes.set(key, [...(nodes.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment) collect(fragment.selectionSet);
    }
  };
  selectionSets.forEach(collect);
  return nodes;
}
