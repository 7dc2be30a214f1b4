import { Injectable, Logger } from '@nestjs/common';
import { EventLog, LatestRebuild, type LogPosition, SqlDatabase } from '@tovar/platform';
import { HEARD, type HeardMessage } from '../domain/heard.ts';
import { Projections } from '../domain/projections.ts';
import { OpeningFacts } from '../queries/opening-facts.ts';
import { oneAhead } from './one-ahead.ts';
import { RebuildRun } from './rebuild-run.ts';

/** What a rebuild has come to. */
export interface Rebuilt {
  /** Messages that were folded; those that came meanwhile may be counted twice, and change nothing the second time. */
  readonly folded: number;
  /** Rows in which the projections were not what the log says. */
  readonly differences: number;
}

/**
 * Folds what was before the log, and the log, into empty projections while the live ones are read and written; compares both
 * row by row, and swaps them. Reports read one or the other, never a mixture. Safe to repeat from the beginning; of two at the
 * same time the earlier one throws `RebuildOvertaken`.
 */
@Injectable()
export class RebuildProjections {
  private readonly logger = new Logger('Analytics');

  constructor(
    private readonly database: SqlDatabase,
    private readonly log: EventLog,
    private readonly projections: Projections,
    private readonly opening: OpeningFacts,
  ) {}

  /** Told how far it is now and then. Throws what keeps it from its end; the live projections are then as they were. */
  async execute(onProgress: (folded: number) => Promise<void> = async () => undefined): Promise<Rebuilt> {
    const latest = new LatestRebuild(this.database, 'reports');
    const run = new RebuildRun(latest, this.projections, { onProgress });
    await this.database.transaction(async () => {
      await latest.begin();
      await this.projections.clearNext();
    });
    await foldAll(run, this.opening.inBatches());
    const place = await this.log.end();
    await foldAll(run, this.replay());
    await run.settle();
    const nearEnd = await this.log.end();
    await foldAll(run, this.replay(place));
    await latest.transaction(() => this.projections.survey());
    const differences = await this.swap(run, { latest, after: nearEnd });
    this.logger.log(
      `The projections were folded anew from ${run.folded} messages; ${differences} rows were different.`,
    );
    return { folded: run.folded, differences };
  }

  /** While nobody folds into the live ones: both have then heard the same. */
  private swap(run: RebuildRun, { latest, after }: { latest: LatestRebuild; after: LogPosition }): Promise<number> {
    return latest.transaction(async () => {
      await this.projections.stopFolding();
      await foldAll(run, this.replay(after));
      for (const set of ['live', 'next'] as const) await this.projections.forgetRareSearches(set);
      const differences = await this.projections.differences();
      await this.projections.swap();
      return differences;
    });
  }

  private replay(after?: LogPosition): AsyncIterable<readonly HeardMessage[]> {
    return this.log.replay({ types: HEARD, after }) as AsyncIterable<readonly HeardMessage[]>;
  }
}

async function foldAll(run: RebuildRun, messages: AsyncIterable<readonly HeardMessage[]>): Promise<void> {
  for await (const batch of oneAhead(messages)) await run.hear(batch);
  await run.writeAll();
}
