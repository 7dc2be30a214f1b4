import { InvalidInput } from '../errors/platform.errors.ts';

/** character_not_in_repertoire and untranslatable_character. */
const CODES = ['22021', '22P05'];
const PROBLEM = { path: '', message: 'A text has a character that cannot be stored, such as NUL.' };

/** PostgreSQL takes every character but NUL, in a condition too: whoever sends one is told so. Other errors stay as they are. */
export function refusingUnstorable(error: unknown): unknown {
  const isUnstorable = CODES.includes((error as { code?: string } | null)?.code ?? '');
  return isUnstorable ? new InvalidInput([PROBLEM]) : error;
}
