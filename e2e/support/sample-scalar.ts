import { randomUUID } from 'node:crypto';
import { NOBODY } from './known-ids.ts';
import type { Place } from './operation-builder.ts';

/** What texts have to look like, by the end of their name; anything else may be any word. */
const TEXTS: readonly (readonly [RegExp, () => string])[] = [
  [/e-?mail$/i, () => 'somebody@example.com'],
  [/password$/i, () => 'correct horse battery staple'],
  [/idempotencyKey$/i, () => randomUUID()],
  [/phone$/i, () => '+4915112345678'],
  [/birthday$/i, () => '1990-02-28'],
  [/hex$/i, () => '#00ff00'],
  [/country$/i, () => 'DE'],
  [/postalCode$/i, () => '10115'],
  [/currency$/i, () => 'EUR'],
  [/token$/i, () => 'x'.repeat(43)],
  [/^(after|before|cursor)$/i, () => 'WyIxIl0'],
];

/** A value that fits a scalar at its place; `known` knows ids. */
export function sampleScalar(
  { path, scalar }: Place,
  known: (name: string) => string | undefined = () => NOBODY,
): unknown {
  const name = path.at(-1) ?? '';
  if (scalar === 'ID') return known(name) ?? NOBODY;
  if (scalar === 'Int' || scalar === 'Float') return 1;
  if (scalar === 'Boolean') return false;
  if (scalar === 'CurrencyCode') return 'EUR';
  if (scalar === 'MinorUnits') return '100';
  if (scalar === 'DateTime') return '2026-01-01T00:00:00Z';
  return TEXTS.find(([ending]) => ending.test(name))?.[1]() ?? 'sample';
}
