import { z } from 'zod';

// PostgreSQL stores every character but this one.
const NUL = '\u0000';

/** Text that a person wrote: trimmed, not empty. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes(NUL) && value.isWellFormed(), 'Expected Unicode without the NUL character.');

export const code = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected small letters and digits in words joined by hyphens.');

/** For a thing that staff has read: what it was at then. */
export const expectedVersion = z.number().int();

/** A check that no two entries have the same key. */
export const noneTwice =
  <Entry>(keyOf: (entry: Entry) => string) =>
  (entries: readonly Entry[]): boolean =>
    new Set(entries.map(keyOf)).size === entries.length;
