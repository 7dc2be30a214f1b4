import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, NotFound, pageSize, toPage } from '@tovar/platform';
import type { RowError } from '../domain/import/import.ts';

type ErrorRow = RowError & { readonly position: number };

/** What is wrong with the rows of a file, in its order. */
@Injectable()
export class ImportErrors {
  constructor(private readonly database: Database) {}

  /** Throws `NotFound`, `InvalidPageSize` and `InvalidCursor`. */
  async page(
    importId: string,
    { first, after }: { readonly first?: number | null; readonly after?: string | null },
  ): Promise<KeysetPage<RowError>> {
    const size = pageSize(first);
    const [position = 0] = after ? decodeCursor(after, 'number') : [];
    const rows = await this.database.query<ErrorRow & { exists: boolean }>(PAGE, [importId, position, size + 1]);
    if (rows.length === 0) throw new NotFound('The import');
    const errors = rows.filter((row) => row.position !== null);
    return toPage<ErrorRow>(errors, size, (row) => [row.position]);
  }
}

const PAGE = `
  SELECT e.position::double precision AS position, e.line, e.column_name AS "column", e.code, e.message
    FROM product_import i
    LEFT JOIN LATERAL (
      SELECT * FROM product_import_error WHERE import_id = i.id AND position > $2::bigint ORDER BY position LIMIT $3) AS e ON true
   WHERE i.id = $1 ORDER BY e.position`;
