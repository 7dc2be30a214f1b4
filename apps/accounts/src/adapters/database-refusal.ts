/** PostgreSQL's names for what our constraints refuse. */
export const UNIQUE_VIOLATION = '23505';
export const FOREIGN_KEY_VIOLATION = '23503';

/** Throws what the violated constraint means, or the error itself. */
export function rethrow(error: unknown, meanings: Readonly<Record<string, Error>>): never {
  throw meanings[String((error as { code?: unknown }).code)] ?? error;
}
