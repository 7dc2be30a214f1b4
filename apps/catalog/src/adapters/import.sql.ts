export const IMPORT_COLUMNS = `
  id, manager_id AS "managerId", status, file, format, size_bytes::double precision AS "sizeBytes", is_dry_run AS "isDryRun",
  on_error AS "onError", may_publish AS "mayPublish", may_count AS "mayCount",
  json_build_object('byte', next_byte, 'line', next_line) AS position, counts,
  created_at AS "createdAt", ended_at AS "endedAt"`;

export const FIND_IMPORT = `SELECT ${IMPORT_COLUMNS} FROM product_import WHERE id = $1`;
export const LOCK_IMPORT = `${FIND_IMPORT} FOR UPDATE`;

export const INSERT_IMPORT = `
  INSERT INTO product_import (id, manager_id, status, file, format, size_bytes, is_dry_run, on_error, may_publish, may_count, next_byte, next_line, counts, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

export const STORE_IMPORT = `
  UPDATE product_import SET status = $2, next_byte = $3, next_line = $4, counts = $5, ended_at = $6 WHERE id = $1`;

export const INSERT_ERRORS = `
  INSERT INTO product_import_error (import_id, line, column_name, code, message)
  SELECT $1, line, "column", code, message
    FROM jsonb_to_recordset($2::jsonb) AS e(line integer, "column" text, code text, message text)`;

/** Answers the keys that are new; the others have been there before. */
export const REMEMBER_KEYS = `
  INSERT INTO product_import_key (import_id, key) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING key`;
export const FORGET_KEYS = 'DELETE FROM product_import_key WHERE import_id = $1';

export const FORGET_FILES = `
  UPDATE product_import i SET file = NULL FROM (
    SELECT file FROM product_import WHERE file IS NOT NULL GROUP BY file HAVING bool_and(ended_at < $1)) AS old
   WHERE i.file = old.file RETURNING old.file`;
