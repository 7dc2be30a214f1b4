import { Injectable, Logger } from '@nestjs/common';
import { EventLog, type LogPosition, SqlDatabase } from '@tovar/platform';
import { HEARD, type HeardMessage } from '../domain/heard.ts';
import { Projections } from '../domain/projections.ts';
import { OpeningFacts } from '../queries/opening-facts.ts';
import { FoldMessages } from './fold-messages.ts';
import { gathered, oneAhead } from './gathered.ts';

/** So many messages are folded by a handful of statements. */
const AT_ONCE = 10_000;

/** What a rebuild has come to. */
export interface Rebuilt {
  /** Messages that were folded; those that came meanwhile may be counted twice, and change nothing the second time. */
  readonly folded: number;
  /** Rows in which the projections were not what the log says. */
  readonly differences: number;
}

/**
 * Folds what was before the log, and the log, into empty projections while the live ones are read and written; compares both
 * row by row, and swaps them. Reports read one or the other, never a mixture. Safe to repeat from the beginning.
 */
@Injectable()
export class RebuildProjections {
  private readonly logger = new Logger('Analytics');

  constructor(
    private readonly database: SqlDatabase,
    private readonly log: EventLog,
    private readonly projections: Projections,
    private readonly folding: FoldMessages,
    private readonly opening: OpeningFacts,
  ) {}

  /** Told how far it is after each batch. Throws what keeps it from its end; the live projections are then as they were. */
  async execute(onProgress: (folded: number) => Promise<void> = async () => undefined): Promise<Rebuilt> {
    let folded = 0;
    const foldAll = async (messages: AsyncIterable<readonly HeardMessage[]>): Promise<void> => {
      for await (const batch of oneAhead(gathered(messages, AT_ONCE))) {
        await this.database.transaction(() => this.folding.execute('next', batch));
        folded += batch.length;
        await onProgress(folded);
      }
    };
    await this.projections.clearNext();
    await foldAll(this.opening.inBatches());
    const place = await this.log.end();
    await foldAll(this.replay());
    const nearEnd = await this.log.end();
    await foldAll(this.replay(place));
    const differences = await this.swap(nearEnd);
    this.logger.log(`The projections were folded anew from ${folded} messages; ${differences} rows were different.`);
    return { folded, differences };
  }

  /** While nobody folds into the live ones: both have then heard the same. */
  private swap(after: LogPosition): Promise<number> {
    return this.database.transaction(async () => {
      await this.projections.stopFolding();
      for await (const batch of gathered(this.replay(after), AT_ONCE)) await this.folding.execute('next', batch);
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
