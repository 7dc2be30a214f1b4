import { SetMetadata } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { StoredEvent } from './event.ts';

const MESSAGE_TYPES = 'tovar:message-types';

/**
 * Marks a consumer's method: it is called with each message of these types, once in effect, inside the transaction that
 * also marks the message as handled. Messages of one subject come in order.
 */
export const OnMessage = (...types: [string, ...string[]]): MethodDecorator => SetMetadata(MESSAGE_TYPES, types);

export type MessageHandler = (message: StoredEvent) => Promise<void>;

/** A message type has two handlers in one service: which of them is right? */
export class DuplicateHandler extends Error {
  readonly code = 'DUPLICATE_HANDLER';
  constructor(what: string, first: string, second: string) {
    super(`"${what}" is handled by ${first} and by ${second}. Let one of them call what both need.`);
  }
}

/** A marked method, bound to its instance, and its name for messages to people. */
export interface FoundHandler<Handler = (input: never) => Promise<void>> {
  readonly name: string;
  readonly handler: Handler;
}

/** Finds every marked method of the application's providers, by the metadata key and the value it carries. */
export function discoverHandlers(discovery: DiscoveryService, metadataKey: string): Map<string, FoundHandler> {
  const scanner = new MetadataScanner();
  const reflector = new Reflector();
  const handlers = new Map<string, FoundHandler>();
  for (const { instance } of discovery.getProviders()) {
    if (!instance || typeof instance !== 'object') continue;
    for (const method of scanner.getAllMethodNames(Object.getPrototypeOf(instance))) {
      const target = (instance as Record<string, (...args: never[]) => unknown>)[method];
      const keys = typeof target === 'function' ? reflector.get<string[] | undefined>(metadataKey, target) : undefined;
      for (const key of keys ?? []) {
        const name = `${instance.constructor.name}.${method}`;
        const earlier = handlers.get(key);
        if (earlier && earlier.name !== name) throw new DuplicateHandler(key, earlier.name, name);
        handlers.set(key, { name, handler: target?.bind(instance) as FoundHandler['handler'] });
      }
    }
  }
  return handlers;
}

export function discoverMessageHandlers(discovery: DiscoveryService): Map<string, FoundHandler<MessageHandler>> {
  return discoverHandlers(discovery, MESSAGE_TYPES) as Map<string, FoundHandler<MessageHandler>>;
}
