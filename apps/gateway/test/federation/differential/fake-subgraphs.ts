import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type ASTNode,
  type DocumentNode,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LruMap } from '@tovar/platform';
import type { Subgraph } from '../../../src/federation/compose.ts';
import type { SubgraphCall } from '../../../src/federation/federation-engine.ts';
import { type Faults, NO_FAULTS } from './faults.ts';
import type { Thing, World } from './world.ts';

type Source = Thing & { readonly representation?: Readonly<Record<string, unknown>> };

interface Answering {
  readonly subgraph: string;
  readonly faults: Faults;
}

const typeResolver: GraphQLTypeResolver<Source, unknown> = ({ __typename }) => __typename;

/** Subgraphs, of whatever SDL, that answer from one world. */
export class FakeSubgraphs {
  readonly #schemas: ReadonlyMap<string, GraphQLSchema>;
  readonly #documents = new LruMap<string, DocumentNode>(100);

  constructor(
    private readonly world: World,
    subgraphs: readonly Subgraph[],
  ) {
    this.#schemas = new Map(subgraphs.map(({ name, sdl }) => [name, this.schemaOf(sdl)]));
  }

  /** Answers with these faults. Which, depends on the call and their seed alone, not on when it comes. */
  async call({ query, ...call }: SubgraphCall, faults: Faults): Promise<ExecutionResult> {
    // Engines may lay out the same query differently.
    const same = { ...call, query: print(this.parsed(query)) };
    await faults.delay(same);
    faults.refuse(same);
    return faults.spoil(same, JSON.parse(JSON.stringify(await this.answer(same, faults))) as ExecutionResult);
  }

  /** What one schema with everything in it answers to the operation. */
  reference(query: string, variableValues: Record<string, unknown>): Promise<ExecutionResult> | ExecutionResult {
    const { schema } = this.world;
    const contextValue: Answering = { subgraph: '', faults: NO_FAULTS };
    const rootValue: Thing = { __typename: 'Query', seed: 0 };
    return execute({
      schema,
      document: parse(query),
      variableValues,
      contextValue,
      rootValue,
      fieldResolver: this.resolve,
      typeResolver,
    });
  }

  private answer({ subgraph, query, variables }: SubgraphCall, faults: Faults) {
    const schema = this.#schemas.get(subgraph);
    if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
    return execute({
      schema,
      document: this.parsed(query),
      variableValues: variables,
      contextValue: { subgraph, faults } satisfies Answering,
      rootValue: { __typename: 'Query', seed: 0 },
      fieldResolver: this.resolve,
      typeResolver,
    });
  }

  /** Engines repeat themselves, and one another. */
  private parsed(query: string): DocumentNode {
    const document = this.#documents.get(query) ?? parse(query, { noLocation: true });
    this.#documents.set(query, document);
    return document;
  }

  private schemaOf(sdl: string): GraphQLSchema {
    const schema = buildSubgraphSchema([{ typeDefs: withoutEntities(parse(sdl)) }]);
    const entities = schema.getQueryType()?.getFields()._entities;
    if (entities) {
      entities.resolve = (_source, { representations }, { subgraph, faults }: Answering) =>
        (representations as Record<string, unknown>[]).map((representation) => {
          const thing = this.world.thingOf(representation);
          if (faults.isForgotten(subgraph, thing)) return null;
          // Where the interface is an object, as for an @interfaceObject, that is all the subgraph knows.
          const isOwn = isObjectType(schema.getType(String(representation.__typename)));
          return { ...thing, ...(isOwn ? { __typename: representation.__typename } : {}), representation };
        });
    }
    return schema;
  }

  private readonly resolve: GraphQLFieldResolver<Source, Answering> = (thing, args, { subgraph, faults }, info) => {
    const { fieldName: field, returnType: type, schema } = info;
    const fault = subgraph && faults.ofField(subgraph, thing, field);
    if (fault === 'error') throw new GraphQLError(`No ${field} now.`, { extensions: { code: 'FAULT', field } });
    if (fault === 'null') return null;
    const required = this.world.requiredBy(thing, field);
    if (!required) return this.world.valueOf({ thing, field, type, args, schema });
    const known = subgraph ? thing.representation : undefined;
    if (subgraph && !known) throw new Error(`${field} was asked without what it requires.`);
    return JSON.stringify([args, known ? taken(known, required) : this.taken(thing, required)]);
  };

  /** What is required, out of the world. */
  private taken(thing: Thing, required: SelectionSetNode): unknown {
    const type = this.world.schema.getType(thing.__typename);
    const fields = isObjectType(type) ? type.getFields() : {};
    return required.selections.map((selection) => {
      if (selection.kind !== Kind.FIELD) return null;
      const field = selection.name.value;
      const definition = fields[field];
      if (!definition) return null;
      const args = Object.fromEntries(
        definition.args.filter((arg) => arg.defaultValue !== undefined).map((arg) => [arg.name, arg.defaultValue]),
      );
      const value = this.world.valueOf({ thing, field, type: definition.type, args, schema: this.world.schema });
      const below = selection.selectionSet;
      return below && value !== null ? this.taken(value as Thing, below) : value;
    });
  }
}

/** What is required, out of a representation. */
function taken(known: Readonly<Record<string, unknown>>, required: SelectionSetNode): unknown {
  return required.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) return null;
    const value = known[selection.name.value] ?? null;
    const below = selection.selectionSet;
    return below && value !== null ? taken(value as Record<string, unknown>, below) : value;
  });
}

/** A generated SDL spells out what buildSubgraphSchema adds by itself. */
function withoutEntities(document: DocumentNode): DocumentNode {
  const added = ['_entities', '_service', '_Any', '_Entity', '_Service'];
  return visit(document, {
    enter: (node) =>
      'name' in node && added.includes(node.name?.value ?? '') && !isReference(node) ? null : undefined,
  });
}

function isReference({ kind }: ASTNode): boolean {
  return kind === Kind.NAMED_TYPE;
}
