import { Injectable } from '@nestjs/common';
import { beginFilling, type CopiedValue, SqlDatabase } from '@tovar/platform';
import type { HeardMessage } from '../domain/heard.ts';
import { Projections } from '../domain/projections.ts';
import { FoldMessages } from './fold-messages.ts';

/** A message of the time before the log. */
export type OpeningFact = HeardMessage extends infer Message ? Omit<Message & HeardMessage, 'sequence'> : never;

const AT_ONCE = 10_000;

/** Takes in what had happened before the shop had a log, for good: rebuilds begin with it. */
@Injectable()
export class ImportOpeningFacts {
  constructor(
    private readonly database: SqlDatabase,
    private readonly projections: Projections,
    private readonly folding: FoldMessages,
  ) {}

  /** All of them or none. Does nothing when there are any already, and says so: `isFilled` is false then. */
  execute(facts: Iterable<OpeningFact>): Promise<{ isFilled: boolean }> {
    return this.database.transaction(async () => {
      if ((await this.database.query('SELECT FROM opening_fact LIMIT 1')).length > 0) return { isFilled: false };
      await beginFilling(this.database);
      await this.projections.keepLive();
      let batch: OpeningFact[] = [];
      for (const fact of facts) {
        batch.push(fact);
        if (batch.length < AT_ONCE) continue;
        await this.add(batch);
        batch = [];
      }
      await this.add(batch);
      return { isFilled: true };
    });
  }

  private async add(facts: readonly OpeningFact[]): Promise<void> {
    await this.database.copyIn({ table: 'opening_fact', columns: COLUMNS }, facts.map(toRow));
    await this.folding.execute(
      'live',
      facts.map((fact) => ({ ...fact, sequence: '0' }) as HeardMessage),
    );
  }
}

const COLUMNS = ['id', 'type', 'subject', 'time', 'data'];

function toRow({ id, type, subject, time, data }: OpeningFact): readonly CopiedValue[] {
  return [id, type, subject, time, JSON.stringify(data)];
}
