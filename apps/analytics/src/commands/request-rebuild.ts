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

/** Nobody of the staff: who runs commands has no account here. */
const OPERATOR = '00000000-0000-0000-0000-000000000000';

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
      // A command that was broken off may never come again; one that goes on is overtaken.
      await this.database.query(END_COMMANDS, [OPERATOR]);
      const rebuildId = await this.note(staffId, reason);
      await this.outbox.add({ jobs: [{ type: REBUILD, data: { rebuildId } }] }, this.database);
      return rebuildId;
    });
  }

  /** For an operator's command, which does it at once: also what an earlier one has not ended. Throws `RebuildUnderWay`. */
  takeUp(reason: string): Promise<string> {
    return this.database.transaction(async () => {
      const [brokenOff] = await this.database.query<{ id: string }>(BROKEN_OFF, [OPERATOR]);
      return brokenOff?.id ?? this.note(OPERATOR, reason);
    });
  }

  private async note(staffId: string, reason: string): Promise<string> {
    const rebuildId = uuidv7();
    const noted = await this.database.query(NOTE, [rebuildId, staffId, reason]);
    if (noted.length === 0) throw new RebuildUnderWay();
    return rebuildId;
  }
}

const NOTE = `INSERT INTO rebuild (id, requested_by, reason, requested_at, state) VALUES ($1, $2, $3, now(), 'WAITING')
              ON CONFLICT DO NOTHING RETURNING id`;
const END_COMMANDS = `UPDATE rebuild SET state = 'FAILED', finished_at = now()
                       WHERE finished_at IS NULL AND requested_by = $1`;
const BROKEN_OFF = 'SELECT id FROM rebuild WHERE finished_at IS NULL AND requested_by = $1';
