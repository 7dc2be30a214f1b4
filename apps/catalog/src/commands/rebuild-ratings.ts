import { Injectable } from '@nestjs/common';
import { Database, EventLog, ReadModel, rebuild, type RebuiltTable, wordsOf } from '@tovar/platform';
import { ListRating } from './list-rating.ts';

/** Folds anew, from the whole log, what reviews has told of products, and mends what differs. Safe to repeat. */
@Injectable()
export class RebuildRatings extends ReadModel {
  readonly name = 'ratings';

  constructor(
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly ratings: ListRating,
  ) {
    super();
  }

  async rebuild(): Promise<string> {
    return wordsOf(await this.execute());
  }

  /** Throws `RebuildOvertaken` when another one begins meanwhile. */
  execute(): Promise<RebuiltTable> {
    return rebuild(this.database, this.log, this.ratings);
  }
}
