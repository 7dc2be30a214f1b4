import { Injectable } from '@nestjs/common';
import { GraphQLFederationFactory } from '@nestjs/graphql';
import { MercuriusFederationDriver } from '@nestjs/mercurius';
import type { GraphQLSchema } from 'graphql';

/**
 * Nest's Mercurius driver hands `@apollo/subgraph` a bare object where 2.15 wants a list of modules. Leaving the building
 * of the schema to Nest's own factory, which passes the list, mends it.
 */
@Injectable()
export class FederationDriver extends MercuriusFederationDriver {
  constructor(private readonly schemas: GraphQLFederationFactory) {
    super(schemas);
  }

  override generateSchema(options: Parameters<MercuriusFederationDriver['generateSchema']>[0]): Promise<GraphQLSchema> {
    return this.schemas.generateSchema(options);
  }
}
