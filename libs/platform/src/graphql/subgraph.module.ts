import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { MercuriusFederationDriverConfig } from '@nestjs/mercurius';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLScalarType } from 'graphql';
import { formatGraphQLErrors } from '../errors/graphql-error-format.ts';
import { DateTimeScalar } from './date-time.scalar.ts';
import { FederationDriver } from './federation-driver.ts';

/** The federation directives that Tovar uses; composition refuses others. */
const FEDERATION = {
  version: 2 as const,
  importUrl: 'https://specs.apollo.dev/federation/v2.5',
  directives: [
    '@key',
    '@external',
    '@requires',
    '@provides',
    '@shareable',
    '@inaccessible',
    '@tag',
    '@authenticated',
    '@requiresScopes',
  ],
};

/** How a subgraph's schema is written. */
export type SubgraphSource =
  | { readonly codeFirst: { readonly orphanedTypes?: readonly unknown[] } }
  | {
      readonly schemaFirst: {
        readonly typePaths: readonly string[];
        readonly scalars?: Readonly<Record<string, GraphQLScalarType>>;
      };
    };

/** A service's own GraphQL schema, answered at `/graphql`; the gateway joins them into one. */
export function subgraph(source: SubgraphSource): DynamicModule {
  return GraphQLModule.forRoot<MercuriusFederationDriverConfig>({
    driver: FederationDriver,
    jit: 1,
    graphiql: false,
    path: '/graphql',
    fieldResolverEnhancers: [],
    errorFormatter: formatGraphQLErrors,
    context: (req: FastifyRequest, reply: FastifyReply) => ({ req, reply }),
    ...schemaOptions(source),
  });
}

function schemaOptions(source: SubgraphSource): Partial<MercuriusFederationDriverConfig> {
  if ('schemaFirst' in source) {
    return {
      typePaths: [...source.schemaFirst.typePaths],
      resolvers: { DateTime: DateTimeScalar, ...source.schemaFirst.scalars },
      resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
    };
  }
  return {
    autoSchemaFile: { federation: FEDERATION },
    sortSchema: true,
    buildSchemaOptions: {
      noDuplicatedFields: true,
      orphanedTypes: [...(source.codeFirst.orphanedTypes ?? [])] as never[],
    },
  };
}
