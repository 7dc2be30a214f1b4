import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ACCESS, type Access } from '@tovar/platform';

/** A handler that a caller can reach, and who may. */
export interface Entry {
  /** `GET api/v1/products`, `Query.products`. */
  readonly name: string;
  readonly access: Access | undefined;
}

const ROUTE_METHOD = 'method';
const ROUTE_PATH = 'path';
const RESOLVER_TYPE = 'graphql:resolver_type';
const RESOLVER_NAME = 'graphql:resolver_name';
const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];

/** Every REST route and every root field of a service, found in what Nest itself serves. */
export function entriesOf(app: NestFastifyApplication): Entry[] {
  const discovery = app.get(DiscoveryService, { strict: false });
  const instances = [...discovery.getControllers(), ...discovery.getProviders()].map(
    ({ instance }) => instance as unknown,
  );
  return instances
    .filter((instance): instance is object => typeof instance === 'object' && instance !== null)
    .flatMap(entriesOfInstance);
}

function entriesOfInstance(instance: object): Entry[] {
  const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((method) => {
    const handler = prototype[method];
    if (typeof handler !== 'function') return [];
    const name = routeName(instance, handler) ?? fieldName(handler, method);
    if (!name) return [];
    const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, instance.constructor)) as
      | Access
      | undefined;
    return [{ name, access }];
  });
}

function routeName(instance: object, handler: object): string | undefined {
  const method = Reflect.getMetadata(ROUTE_METHOD, handler) as RequestMethod | undefined;
  if (method === undefined) return undefined;
  const paths = [Reflect.getMetadata(ROUTE_PATH, instance.constructor), Reflect.getMetadata(ROUTE_PATH, handler)] as (
    | string
    | undefined
  )[];
  return `${RequestMethod[method]} ${paths.filter((path) => path && path !== '/').join('/')}`;
}

function fieldName(handler: object, method: string): string | undefined {
  const type = Reflect.getMetadata(RESOLVER_TYPE, handler) as string | undefined;
  if (!type || !ROOT_TYPES.includes(type)) return undefined;
  return `${type}.${(Reflect.getMetadata(RESOLVER_NAME, handler) as string | undefined) ?? method}`;
}
