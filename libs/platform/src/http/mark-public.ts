import type { PublicMark } from './answer-sharing.ts';
import { currentRequest } from './request-context.ts';

/**
 * Said by a public handler, once: its answer depends on nothing but what was asked, so that a cache may keep it until one
 * of its tags has an event, and `maxAgeMs` at most. What depends on who asks need not be known here: an answer for which
 * somebody looked at the caller's identity is kept for guests alone.
 */
export function markPublic(mark: PublicMark): void {
  currentRequest()?.sharing.mark(mark);
}

/**
 * Said by a handler whose answer is a page that somebody looks at: the word for it, ASCII without spaces and commas, is
 * counted at the shop's edge each time that the answer is given, also when it is given from a cache.
 */
export function showsPage(thing: string): void {
  currentRequest()?.sharing.show([thing]);
}

/** Said by whatever helps to make an answer that may be shared: it depends on these as well. */
export function tagAnswer(...tags: readonly string[]): void {
  currentRequest()?.sharing.tag(tags);
}
