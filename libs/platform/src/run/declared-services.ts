import { z } from 'zod';
import { Configuration } from '../config/configuration.ts';
import type { ServiceOptions } from './service.module.ts';

const services = new Map<string, ServiceOptions>();

/** The variable that holds the connection of a service's own role, for example `ORDERS_DATABASE_URL`. */
export function databaseUrlVariable(service: string): string {
  return `${service.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
}

/** Every service that has been loaded; their databases and variables are known from here before any of them starts. */
export function declareService(options: ServiceOptions): void {
  if (services.has(options.name)) throw new Error(`Two services are called "${options.name}".`);
  services.set(options.name, options);
  if (!options.database) return;
  const description = `PostgreSQL of ${options.name}, with its own role`;
  Configuration({ [databaseUrlVariable(options.name)]: z.url().describe(description) });
}

export function declaredServices(): readonly ServiceOptions[] {
  return [...services.values()];
}
