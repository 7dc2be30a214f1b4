import { Injectable } from '@nestjs/common';
import { Database, EventLog, rebuild, type RebuiltTable } from '@tovar/platform';
import { NoteProduct } from './note-product.ts';
import { NotePurchases } from './note-purchases.ts';

/** Folds anew, from the whole log, what orders and catalog have told, and mends what differs. Safe to repeat. */
@Injectable()
export class RebuildProjections {
  constructor(
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly purchases: NotePurchases,
    private readonly products: NoteProduct,
  ) {}

  /** Throws `RebuildOvertaken` when another one begins meanwhile. */
  async execute(): Promise<readonly RebuiltTable[]> {
    return [
      await rebuild(this.database, this.log, this.products),
      await rebuild(this.database, this.log, this.purchases),
    ];
  }
}
