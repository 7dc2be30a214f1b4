import { Injectable } from '@nestjs/common';
import { Database, NotFound } from '@tovar/platform';
import { hasEnded, type Import, type RowError } from '../domain/import/import.ts';
import { type FileKey, ImportRepository } from '../domain/import/import.repository.ts';
import {
  FIND_IMPORT,
  FORGET_FILES,
  FORGET_KEYS,
  INSERT_ERRORS,
  INSERT_IMPORT,
  LOCK_IMPORT,
  REMEMBER_KEYS,
  STORE_IMPORT,
} from './import.sql.ts';

@Injectable()
export class PostgresImportRepository extends ImportRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(started: Import): Promise<void> {
    const { id, managerId, status, file, format, sizeBytes, isDryRun, onError } = started;
    const { mayPublish, mayCount, position, counts, createdAt } = started;
    await this.database.query(INSERT_IMPORT, [
      id,
      managerId,
      status,
      file,
      format,
      sizeBytes,
      isDryRun,
      onError,
      mayPublish,
      mayCount,
      position.byte,
      position.line,
      JSON.stringify(counts),
      createdAt,
    ]);
  }

  async find(id: string): Promise<Import | undefined> {
    const [found] = await this.database.query<Import>(FIND_IMPORT, [id]);
    return found;
  }

  update(
    id: string,
    decide: (before: Import) => Promise<{ readonly after: Import; readonly errors?: readonly RowError[] }>,
  ): Promise<Import> {
    return this.database.transaction(async () => {
      const [before] = await this.database.query<Import>(LOCK_IMPORT, [id]);
      if (!before) throw new NotFound('The import');
      const { after, errors = [] } = await decide(before);
      if (after !== before) await this.store(after);
      if (errors.length > 0) await this.database.query(INSERT_ERRORS, [id, JSON.stringify(errors)]);
      return after;
    });
  }

  async remember(id: string, keys: readonly FileKey[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ key: string }>(REMEMBER_KEYS, [id, keys]);
    const fresh = new Set(rows.map(({ key }) => key));
    return new Set(keys.filter((key) => !fresh.has(key)));
  }

  async forgetFiles(endedBefore: Date): Promise<string[]> {
    const rows = await this.database.query<{ file: string }>(FORGET_FILES, [endedBefore]);
    return [...new Set(rows.map(({ file }) => file))];
  }

  private async store(after: Import): Promise<void> {
    const { id, status, position, counts, endedAt } = after;
    await this.database.query(STORE_IMPORT, [
      id,
      status,
      position.byte,
      position.line,
      JSON.stringify(counts),
      endedAt,
    ]);
    if (hasEnded(after)) await this.database.query(FORGET_KEYS, [id]);
  }
}
