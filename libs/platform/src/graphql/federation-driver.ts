import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLFederationFactory } from '@nestjs/graphql';
import { OrphanedReferenceRegistry } from '@nestjs/graphql/dist/schema-builder/services/orphaned-reference.registry.js';
import { MercuriusFederationDriver } from '@nestjs/mercurius';
import { defaultFieldResolver, type GraphQLSchema, isInterfaceType } from 'graphql';
import { currentRequest } from '../http/request-context.ts';

/**
 * Nest's Mercurius driver hands `@apollo/subgraph` a bare object where 2.15 wants a list of modules. Leaving the building
 * of the schema to Nest's own factory, which passes the list, mends it.
 */
@Injectable()
export class FederationDriver extends MercuriusFederationDriver {
  constructor(
    private readonly schemas: GraphQLFederationFactory,
    private readonly modules: ModuleRef,
  ) {
    super(schemas);
  }

  override async generateSchema(
    options: Parameters<MercuriusFederationDriver['generateSchema']>[0],
  ): Promise<GraphQLSchema> {
    keepTypesApart(this.modules.get(OrphanedReferenceRegistry, { strict: false }));
    const schema = await this.schemas.generateSchema(options);
    resolveInterfacesAtOnce(schema);
    countEntities(schema);
    printOnce(schema);
    return schema;
  }
}

/**
 * Nest remembers the types of all services of a process in one place, and would add each one that any of them refers to,
 * so that one service's types came up in another's schema. A subgraph names its own `orphanedTypes` instead.
 */
function keepTypesApart(registry: OrphanedReferenceRegistry): void {
  registry.addToRegistryIfOrphaned = () => undefined;
}

/** Nest's factory makes type resolvers asynchronous, and compiled queries (`jit`) cannot wait for them. */
function resolveInterfacesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isInterfaceType)) {
    type.resolveType = (value: { readonly __typename?: string }) => value.__typename;
  }
}

/** No guard stands before an entity: each has to be marked like a handler for the answer to be shared. */
function countEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  if (!field) return;
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args: { representations: readonly unknown[] }, context, info) => {
    currentRequest()?.sharing.expect(args.representations.length);
    return resolve(source, args, context, info);
  };
}

/** The gateway asks every few seconds, and printing a schema costs as much as dozens of other answers. */
function printOnce(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._service;
  if (!field?.resolve) return;
  const { resolve } = field;
  let printed: unknown;
  field.resolve = (...asked) => (printed ??= resolve(...asked));
}
