import { Injectable } from '@nestjs/common';
import { Database, InvalidInput, pageSize } from '@tovar/platform';
import type { Locale } from '../domain/localized-text.ts';
import { cursorOf, ID_PART, keyOfCursor, WHOLE_NUMBER_PART } from './list-cursor.ts';
import { CARD_COLUMNS, CARD_JOINS, type CardRow, toCard } from './product-card.ts';
import { DEFAULT_PAGE_SIZE, type ProductPage, toProductPage } from './product-page.ts';
import { LONGEST_SEARCH, searchExpression } from './search-words.ts';

export interface SearchQuestion {
  readonly text: string;
  /** The language that is searched in; without it both are. */
  readonly locale?: Locale | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Published products by words in their name, brand or description, best first, the newest first among equals. */
@Injectable()
export class ProductSearch {
  constructor(private readonly database: Database) {}

  /** One statement. Throws `InvalidPageSize`, `InvalidCursor` and, for a text that is too long, `InvalidInput`. */
  async page({ text, locale, first, after = null }: SearchQuestion): Promise<ProductPage> {
    const { page, count } = STATEMENTS[locale ?? 'ANY'];
    const size = pageSize(first, DEFAULT_PAGE_SIZE);
    const [rank, id] = after === null ? START : keyOfCursor(page.name, after, [WHOLE_NUMBER_PART, ID_PART]);
    if (text.length > LONGEST_SEARCH)
      throw new InvalidInput([{ path: 'text', message: `At most ${LONGEST_SEARCH} characters.` }]);
    const expression = searchExpression(text);
    if (expression === undefined) return toProductPage([], size, async () => 0);
    const rows = await this.database.prepared<CardRow & { rank: string }>(page, [expression, rank, id, size + 1]);
    const entries = rows.map((row) => ({ card: toCard(row), cursor: cursorOf(page.name, [row.rank, row.id]) }));
    return toProductPage(entries, size, async () => {
      const [counted] = await this.database.prepared<{ count: number }>(count, [expression]);
      return counted?.count ?? 0;
    });
  }
}

/** Before every rank and every id. */
const START = ['9223372036854775807', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

interface Language {
  readonly column: string;
  readonly query: string;
}

const ENGLISH = { column: 'p.search_en', query: `to_tsquery('catalog.english_text', $1)` };
const RUSSIAN = { column: 'p.search_ru', query: `to_tsquery('catalog.russian_text', $1)` };

const STATEMENTS = {
  EN: statements('en', [ENGLISH]),
  RU: statements('ru', [RUSSIAN]),
  ANY: statements('any', [ENGLISH, RUSSIAN]),
};

function statements(name: string, languages: readonly Language[]) {
  const matches = languages.map(({ column, query }) => `${column} @@ ${query}`).join(' OR ');
  const ranks = languages.map(({ column, query }) => `ts_rank(${column}, ${query})`).join(', ');
  const found = `FROM product p WHERE p.status = 'PUBLISHED' AND (${matches})`;
  return {
    count: { name: `search.${name}.count`, text: `SELECT count(*)::integer AS count ${found}` },
    page: {
      name: `search.${name}`,
      // The rank as a whole number, so that a cursor holds exactly what the list is ordered by.
      text: `
        WITH hit AS (SELECT p.id, (greatest(${ranks}) * 1e9)::bigint AS rank ${found}),
        page AS (
          SELECT id, rank FROM hit WHERE (rank, id) < ($2::bigint, $3::uuid) ORDER BY rank DESC, id DESC LIMIT $4)
        SELECT page.rank, ${CARD_COLUMNS}
          FROM page JOIN product p ON p.id = page.id ${CARD_JOINS}
         ORDER BY page.rank DESC, page.id DESC`,
    },
  };
}
