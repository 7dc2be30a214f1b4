import { v7 as uuidv7 } from 'uuid';
import type { SqlDatabase } from '../database/sql-database.ts';

/** Another rebuild of the same projection has begun meanwhile. */
export class RebuildOvertaken extends Error {
  readonly code = 'REBUILD_OVERTAKEN';
  constructor(projection: string) {
    super(`Another rebuild of ${projection} has begun.`);
  }
}

/** One run of a rebuild: of two that fold into the same place the earlier one ends. */
export class LatestRebuild {
  private readonly run = uuidv7();

  constructor(
    private readonly database: SqlDatabase,
    private readonly projection: string,
  ) {}

  /** In the transaction that empties the place. */
  async begin(): Promise<void> {
    await this.database.query(BEGIN, [this.projection, this.run]);
  }

  /**
   * For each transaction that folds: the run's row stays locked to the end, so that no other begins in its midst. Throws
   * `RebuildOvertaken`.
   */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(async () => {
      const latest = await this.database.query(LATEST, [this.projection, this.run]);
      if (latest.length === 0) throw new RebuildOvertaken(this.projection);
      return work();
    });
  }
}

const BEGIN = `
  INSERT INTO projection_rebuild (projection, run) VALUES ($1, $2)
  ON CONFLICT (projection) DO UPDATE SET run = EXCLUDED.run, begun_at = now()`;
const LATEST = 'SELECT FROM projection_rebuild WHERE projection = $1 AND run = $2 FOR SHARE';
