import { Injectable, Logger } from '@nestjs/common';
import { RebuildOvertaken, SqlDatabase } from '@tovar/platform';
import { RebuildProjections } from './rebuild-projections.ts';

/** A rebuild that somebody has asked for: notes how far it is, and what came of it. */
@Injectable()
export class RunRebuild {
  private readonly logger = new Logger('Analytics');

  constructor(
    private readonly database: SqlDatabase,
    private readonly rebuilding: RebuildProjections,
  ) {}

  /** One that fails is noted as failed and not tried again: the live projections are as they were. */
  async execute({ rebuildId }: { readonly rebuildId: string }): Promise<void> {
    if ((await this.database.query(BEGIN, [rebuildId])).length === 0) return;
    try {
      const note = async (folded: number): Promise<void> => void (await this.database.query(NOTE, [rebuildId, folded]));
      const { folded, differences } = await this.rebuilding.execute(note);
      await this.database.query(END, [rebuildId, 'DONE', folded, differences]);
    } catch (error) {
      // Whoever has overtaken it carries the same rebuild to its end.
      if (error instanceof RebuildOvertaken) return this.logger.warn(error.message, { rebuildId });
      this.logger.error(error, { rebuildId });
      await this.database.query(END, [rebuildId, 'FAILED', null, null]);
    }
  }
}

const BEGIN = "UPDATE rebuild SET state = 'RUNNING', folded = 0 WHERE id = $1 AND finished_at IS NULL RETURNING id";
const NOTE = 'UPDATE rebuild SET folded = $2 WHERE id = $1';
const END = `UPDATE rebuild SET state = $2, folded = coalesce($3, folded), differences = $4, finished_at = now()
              WHERE id = $1`;
