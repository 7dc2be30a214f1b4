import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIST = JSON.parse(readFileSync(join(import.meta.dirname, '../access.json'), 'utf8')) as {
  readonly handlers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly fields: Readonly<Record<string, string>>;
};
const BY_NAME = new Map(Object.values(LIST.handlers).flatMap((handlers) => Object.entries(handlers)));

/** Who may, as access.json has it: of `Query.orders` or `GET /api/v1/orders/{id}`. */
export function accessOf(name: string): string {
  const access = BY_NAME.get(name.replace(' /', ' ').replaceAll(/\{(\w+)\}/g, ':$1'));
  if (access === undefined) throw new Error(`access.json says nothing of ${name}.`);
  return access;
}

/** The scopes of which one is needed; none for what is public or needs a login alone. */
export function scopesOf(name: string): string[] {
  const access = accessOf(name);
  return access.includes(':') ? access.split(' or ') : [];
}

/** Every scope that the shop asks for anywhere. */
export function everyScope(): string[] {
  const all = [...BY_NAME.values(), ...Object.values(LIST.fields)];
  const scopes = all.filter((access) => access.includes(':') && !access.startsWith('services:'));
  return [...new Set(scopes.flatMap((access) => access.split(' or ')))].toSorted();
}
