import { Injectable } from '@nestjs/common';
import { EventLog, rebuild, type RebuiltTable, SqlDatabase } from '@tovar/platform';
import { KeepFavourites } from './keep-favourites.ts';

/** Folds anew, from the whole log, who wants to hear of which product, and mends what differs. Safe to repeat. */
@Injectable()
export class RebuildFavourites {
  constructor(
    private readonly database: SqlDatabase,
    private readonly log: EventLog,
    private readonly favourites: KeepFavourites,
  ) {}

  /** Throws `RebuildOvertaken` when another one begins meanwhile. */
  execute(): Promise<RebuiltTable> {
    return rebuild(this.database, this.log, this.favourites);
  }
}
