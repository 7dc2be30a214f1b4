import { NotFound } from '@tovar/platform';

/** To everybody but its author it is as if there were nothing to change. */
export function requireAuthor<Words extends { readonly authorId: string }>(words: Words, what: string, userId: string) {
  if (words.authorId !== userId) throw new NotFound(what);
  return words;
}
