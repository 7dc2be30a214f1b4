import type { SharedAnswer } from './answer-sharing.ts';

/** Names what an answer depends on; services say it to their callers, nobody says it to clients. */
export const CACHE_TAGS_HEADER = 'cache-tags';

/** Names what whoever gets the answer has seen; services say it to their callers, nobody says it to clients. */
const SHOWN_HEADER = 'x-shown';

const PUBLIC = /^public, max-age=(\d+)$/;

/** How a service says over the link that its answer may be shared. */
export function sharingHeaders({ tags, maxAgeMs, isForGuests }: SharedAnswer): Record<string, string> {
  return {
    'cache-control': `public, max-age=${Math.floor(maxAgeMs / 1_000)}`,
    [CACHE_TAGS_HEADER]: tags.join(','),
    ...(isForGuests ? { vary: 'authorization' } : {}),
  };
}

/** What another service said of its answer; undefined unless it said all of it, as `sharingHeaders` writes it. */
export function sharingOf(headers: Readonly<Record<string, string | undefined>>): SharedAnswer | undefined {
  const seconds = PUBLIC.exec(headers['cache-control'] ?? '')?.[1];
  const tags = headers[CACHE_TAGS_HEADER];
  if (seconds === undefined || tags === undefined) return undefined;
  const isForGuests = headers.vary === 'authorization';
  return { tags: tags.split(',').filter(Boolean), maxAgeMs: Number(seconds) * 1_000, isForGuests };
}

/** How a service says over the link what its answer shows. */
export function shownHeaders(shown: readonly string[]): Record<string, string> {
  return shown.length > 0 ? { [SHOWN_HEADER]: shown.join(',') } : {};
}

/** What another service says that its answer shows. */
export function shownOf(headers: Readonly<Record<string, string | undefined>>): readonly string[] {
  return headers[SHOWN_HEADER]?.split(',') ?? NOTHING;
}

const NOTHING: readonly string[] = [];
