import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type KeysetPage, pageSize, SqlDatabase, toPage } from '@tovar/platform';
import { stretchOf } from '../domain/period.ts';

/** Days of UTC, both included. */
export interface SearchesQuestion {
  readonly from: string;
  readonly to: string;
  /** True for what found nothing. */
  readonly isInVainOnly?: boolean | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface SearchedWords {
  /** In lower case. */
  readonly words: string;
  readonly searches: number;
  /** How many of them found nothing. */
  readonly inVain: number;
}

/** What people search for, the most first: or, of what found nothing, the most of that. */
@Injectable()
export class SearchedWordsList {
  constructor(private readonly database: SqlDatabase) {}

  /** One statement. Throws `InvalidPeriod`, `InvalidPageSize` and `InvalidCursor`. */
  async page({ from, to, isInVainOnly, first, after }: SearchesQuestion): Promise<KeysetPage<SearchedWords>> {
    const size = pageSize(first);
    const key = after === undefined || after === null ? [null, null] : decodeCursor(after, 'number', 'string');
    stretchOf({ from, to, timeZone: 'UTC' });
    const statement = isInVainOnly ? IN_VAIN : ALL;
    const rows = await this.database.prepared<SearchedWords>(statement, [from, to, ...key, size + 1]);
    return toPage(rows, size, (words) => keyOf(words, isInVainOnly));
  }
}

function keyOf({ words, searches, inVain }: SearchedWords, isInVainOnly?: boolean | null): readonly [number, string] {
  return [isInVainOnly ? inVain : searches, words];
}

export function searchCursorOf(words: SearchedWords, isInVainOnly?: boolean | null): string {
  return encodeCursor(keyOf(words, isInVainOnly));
}

const pageBy = (score: string): string => `
  SELECT words, searches, "inVain" FROM (
    SELECT words, sum(searches)::float8 AS searches, sum(in_vain)::float8 AS "inVain" FROM search_tally
     WHERE day BETWEEN $1::date AND $2::date GROUP BY words) AS counted
   WHERE ${score} > 0 AND ($3::float8 IS NULL OR (${score}, words) < ($3, $4::text))
   ORDER BY ${score} DESC, words DESC LIMIT $5`;

const ALL = { name: 'searched-words.all', text: pageBy('searches') };
const IN_VAIN = { name: 'searched-words.in-vain', text: pageBy('"inVain"') };
