import { Injectable } from '@nestjs/common';
import { Database, EventLog, ReadModel, rebuild, type RebuiltTable, wordsOf } from '@tovar/platform';
import { NoteProduct } from './note-product.ts';
import { NotePurchases } from './note-purchases.ts';

/** Folds anew, from the whole log, who has bought what and what there is to review, and mends what differs. Safe to repeat. */
@Injectable()
export class RebuildProjections extends ReadModel {
  readonly name = 'purchases';

  constructor(
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly purchases: NotePurchases,
    private readonly products: NoteProduct,
  ) {
    super();
  }

  async rebuild(): Promise<string> {
    return wordsOf(...(await this.execute()));
  }

  /** Throws `RebuildOvertaken` when another one begins meanwhile. */
  async execute(): Promise<readonly RebuiltTable[]> {
    return [
      await rebuild(this.database, this.log, this.products),
      await rebuild(this.database, this.log, this.purchases),
    ];
  }
}
