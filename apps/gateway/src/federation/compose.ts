import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type DocumentNode, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { CompositionFailed, type CompositionProblem } from './composition.errors.ts';

/** One service's part of the graph, as Federation 2 SDL. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
}

/**
 * Composes subgraphs into one supergraph SDL, `@authenticated` and `@requiresScopes` included. Throws
 * `CompositionFailed` with every problem found: all texts that do not parse or, once all do, all that do not fit.
 */
export function composeSupergraph(subgraphs: readonly Subgraph[]): string {
  const result = composeServices(parseAll(subgraphs));
  if (result.errors) throw new CompositionFailed(result.errors.map((error) => problemOf(error, subgraphs)));
  return result.supergraphSdl;
}

/** The schema that clients see: no federation directives and types, nothing `@inaccessible`. */
export function publicSchemaOf(supergraph: string): GraphQLSchema {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));
}

function parseAll(subgraphs: readonly Subgraph[]): { name: string; typeDefs: DocumentNode }[] {
  const problems: CompositionProblem[] = [];
  const services: { name: string; typeDefs: DocumentNode }[] = [];
  for (const { name, sdl } of subgraphs) {
    try {
      services.push({ name, typeDefs: parse(sdl) });
    } catch (error) {
      problems.push({ subgraph: name, code: 'INVALID_GRAPHQL', message: syntaxErrorOf(error) });
    }
  }
  if (problems.length > 0) throw new CompositionFailed(problems);
  return services;
}

function syntaxErrorOf(error: unknown): string {
  if (!(error instanceof GraphQLError)) throw error;
  const [place] = error.locations ?? [];
  return place ? `${error.message} (line ${place.line}, column ${place.column})` : error.message;
}

/** The composer starts a message with `[name]` when one subgraph alone is to blame, and names several in its text. */
function problemOf(error: GraphQLError, subgraphs: readonly Subgraph[]): CompositionProblem {
  const code = typeof error.extensions.code === 'string' ? error.extensions.code : 'INVALID_GRAPHQL';
  const blamed = subgraphs.find(({ name }) => error.message.startsWith(`[${name}] `));
  if (!blamed) return { code, message: error.message };
  return { subgraph: blamed.name, code, message: error.message.slice(blamed.name.length + 3) };
}
