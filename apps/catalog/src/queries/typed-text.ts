import { fold, wordsOf } from './product-index/folded-words.ts';

/** The finished words as they were typed, and the last one. */
export function apart(typed: string): [begun: string, last: string] {
  const last = /[\p{L}\p{N}]+$/u.exec(typed)?.[0] ?? '';
  return [typed.slice(0, typed.length - last.length), last];
}

/** Whether the text or one of its words begins so. */
export function beginsSomewhere(text: string, typed: string): boolean {
  const prefix = fold(typed);
  return fold(text).startsWith(prefix) || wordsOf(text).some((word) => word.startsWith(prefix));
}
