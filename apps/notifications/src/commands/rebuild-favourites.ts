import { Injectable } from '@nestjs/common';
import { EventLog, ReadModel, rebuild, type RebuiltTable, SqlDatabase, wordsOf } from '@tovar/platform';
import { KeepFavourites } from './keep-favourites.ts';

/** Folds anew, from the whole log, who wants to hear of which product, and mends what differs. Safe to repeat. */
@Injectable()
export class RebuildFavourites extends ReadModel {
  readonly name = 'favourites';

  constructor(
    private readonly database: SqlDatabase,
    private readonly log: EventLog,
    private readonly favourites: KeepFavourites,
  ) {
    super();
  }

  async rebuild(): Promise<string> {
    return wordsOf(await this.execute());
  }

  /** Throws `RebuildOvertaken` when another one begins meanwhile. */
  execute(): Promise<RebuiltTable> {
    return rebuild(this.database, this.log, this.favourites);
  }
}
