import {
  type DirectiveNode,
  getNamedType,
  type GraphQLAbstractType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { publicSchemaOf, type Subgraph } from '../../../src/federation/compose.ts';
import { hashOf } from '@tovar/testing';

/** An object of the world: of one type, and one of a few. What is behind its fields follows from that. */
export interface Thing {
  readonly __typename: string;
  readonly seed: number;
}

interface Asked {
  readonly thing: Thing;
  readonly field: string;
  readonly type: GraphQLOutputType;
  readonly args: object;
  /** Of whoever asks: an interface may stand for other types in each subgraph. */
  readonly schema: GraphQLSchema;
}

const SEEDS = 5;
const TEXTS = ['plain', 'quo"te', 'back\\slash', 'new\nline', 'ünïcode ✓', '\ud800 lone', ' \u2028', ''];

/**
 * Answers any field of any schema, always in the same way and wherever it is asked: so several subgraphs can answer for
 * the same entity without knowing one another, and one schema with everything in it answers as they do together.
 */
export class World {
  readonly schema: GraphQLSchema;
  readonly #keys = new Map<string, Set<string>>();
  readonly #requires = new Map<string, SelectionSetNode>();

  constructor(supergraph: string, subgraphs: readonly Subgraph[]) {
    this.schema = publicSchemaOf(supergraph);
    for (const { sdl } of subgraphs) this.learn(sdl);
  }

  /** The selection that a field requires of other subgraphs. */
  requiredBy({ __typename }: Thing, field: string): SelectionSetNode | undefined {
    return this.#requires.get(`${__typename}.${field}`);
  }

  /** The thing that a representation means. */
  thingOf(representation: Readonly<Record<string, unknown>>): Thing {
    const family = String(representation.__typename);
    const key = [...(this.#keys.get(family) ?? [])].find((name) => representation[name] !== undefined);
    if (key === undefined) throw new Error(`No key of ${family} in ${JSON.stringify(representation)}.`);
    const seed = Number(/\d+$/.exec(String(representation[key]))?.[0]);
    return { __typename: this.concrete(this.family(family), seed), seed };
  }

  valueOf({ thing, field, type, args, schema }: Asked): unknown {
    if (this.isKey(thing, field)) return `${field}-${thing.seed}`;
    return this.value(schema, type, [this.family(thing.__typename), thing.seed, field, JSON.stringify(args)]);
  }

  private value(schema: GraphQLSchema, type: GraphQLOutputType, words: readonly unknown[]): unknown {
    const hash = hashOf(...words);
    if (isNonNullType(type)) return this.present(schema, type.ofType, words);
    return hash % 7 === 0 ? null : this.present(schema, type, words);
  }

  private present(schema: GraphQLSchema, type: GraphQLOutputType, words: readonly unknown[]): unknown {
    const hash = hashOf('present', ...words);
    if (isListType(type))
      return Array.from({ length: hash % 4 }, (_, index) => this.value(schema, type.ofType, [...words, index]));
    const named = getNamedType(type);
    if (isAbstractType(named)) return this.oneOf(named, schema, hash);
    // The interface behind an @interfaceObject has types that its subgraph does not know.
    const known = this.schema.getType(named.name);
    if (isAbstractType(known)) return { ...this.oneOf(known, this.schema, hash), __typename: named.name };
    if (isObjectType(named)) return this.ofType(named.name, hash);
    if (isEnumType(named)) {
      const choices = this.schema.getType(named.name);
      return isEnumType(choices) ? choices.getValues()[hash % choices.getValues().length]?.name : null;
    }
    return leaf(named.name, hash);
  }

  private oneOf(type: GraphQLAbstractType, schema: GraphQLSchema, hash: number): Thing {
    const names = schema.getPossibleTypes(type).map(({ name }) => name);
    return this.ofType(names.toSorted()[hash % names.length] ?? '', hash);
  }

  private ofType(__typename: string, hash: number): Thing {
    const seeds = Array.from({ length: SEEDS }, (_, index) => (hash + index) % SEEDS);
    return { __typename, seed: seeds.find((seed) => this.concrete(this.family(__typename), seed) === __typename) ?? 0 };
  }

  /** Types under one interface with a key share its keys: what the key names has one type only. */
  private concrete(family: string, seed: number): string {
    const type = this.schema.getType(family);
    if (!isAbstractType(type)) return family;
    const names = this.schema.getPossibleTypes(type).map(({ name }) => name);
    return names.toSorted()[seed % names.length] ?? family;
  }

  private family(typeName: string): string {
    const type = this.schema.getType(typeName);
    if (!isObjectType(type)) return typeName;
    return type.getInterfaces().find(({ name }) => this.#keys.has(name))?.name ?? typeName;
  }

  private isKey({ __typename }: Thing, field: string): boolean {
    return this.#keys.get(__typename)?.has(field) ?? this.#keys.get(this.family(__typename))?.has(field) ?? false;
  }

  private learn(sdl: string): void {
    const learnType = ({
      name,
      directives = [],
    }: {
      name: { value: string };
      directives?: readonly DirectiveNode[];
    }): void => {
      for (const directive of directives.filter((one) => one.name.value === 'key')) {
        const keys = this.#keys.get(name.value) ?? new Set();
        this.#keys.set(name.value, keys);
        for (const selection of fieldSetOf(directive).selections) {
          if (selection.kind === Kind.FIELD && !selection.selectionSet) keys.add(selection.name.value);
        }
      }
    };
    visit(parse(sdl), {
      InterfaceTypeDefinition: learnType,
      ObjectTypeDefinition: (type) => {
        learnType(type);
        for (const field of type.fields ?? []) {
          const requires = field.directives?.find((one) => one.name.value === 'requires');
          if (requires) this.#requires.set(`${type.name.value}.${field.name.value}`, fieldSetOf(requires));
        }
      },
    });
  }
}

function fieldSetOf({ arguments: args = [] }: DirectiveNode): SelectionSetNode {
  const value = args.find(({ name }) => name.value === 'fields')?.value;
  const [definition] = parse(`{ ${value?.kind === Kind.STRING ? value.value : ''} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A field set is a selection.');
  return definition.selectionSet;
}

function leaf(typeName: string, hash: number): unknown {
  if (typeName === 'Int') return (hash % 2_000) - 1_000;
  if (typeName === 'Float') return (hash % 2_000) / 8;
  if (typeName === 'Boolean') return hash % 2 === 0;
  if (typeName === 'JSON') return { list: [hash % 10, null, { constructor: 'x' }], text: TEXTS[hash % TEXTS.length] };
  return `${TEXTS[hash % TEXTS.length]} ${hash % 100}`;
}
