import { Injectable } from '@nestjs/common';
import { Outbox, SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { RebuildUnderWay } from '../domain/analytics.errors.ts';

/** The job that folds everything anew. */
export const REBUILD = 'analytics.rebuild';
export const rebuildJob = z.object({ rebuildId: z.uuid() });

/** No control characters: it is shown to people. */
export const rebuildInput = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(3)
    .max(500)
    .regex(/^\P{Cc}*$/u)
    .meta({ description: 'Why, for those who look later.' }),
});
export type RebuildInput = z.output<typeof rebuildInput>;

/** Has the projections folded anew from the log, beside the live ones. */
@Injectable()
export class RequestRebuild {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  /** Returns the rebuild's id. Throws `RebuildUnderWay`. */
  execute({ staffId, reason }: RebuildInput & { readonly staffId: string }): Promise<string> {
    return this.database.transaction(async () => {
      const rebuildId = uuidv7();
      const noted = await this.database.query(NOTE, [rebuildId, staffId, reason]);
      if (noted.length === 0) throw new RebuildUnderWay();
      await this.outbox.add({ jobs: [{ type: REBUILD, data: { rebuildId } }] }, this.database);
      return rebuildId;
    });
  }
}

const NOTE = `INSERT INTO rebuild (id, requested_by, reason, requested_at, state) VALUES ($1, $2, $3, now(), 'WAITING')
              ON CONFLICT DO NOTHING RETURNING id`;
