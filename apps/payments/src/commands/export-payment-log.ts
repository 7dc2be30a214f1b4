import { Injectable } from '@nestjs/common';
import { type IndexOrAlias, SearchEngine } from '@tovar/platform';
import { PaymentLogConfig } from '../payment-log.config.ts';
import { LOG_MAPPINGS, logDocument } from '../queries/log-document.ts';
import { type LoggedTransaction, TransactionLog } from '../queries/transaction-log.ts';

/** Clocks of replicas differ, and a transaction may commit a little after the moment that stands in it. */
const MARGIN_MS = 10 * 60_000;

/**
 * Keeps a copy of the log of transactions in a search engine. Every document is written under its transaction's id and place,
 * so that any part may be copied again, at any time and by several at once. Throws while the engine is away.
 */
@Injectable()
export class ExportPaymentLog {
  private isCurrent = false;

  constructor(
    private readonly log: TransactionLog,
    private readonly config: PaymentLogConfig,
    private readonly engine: SearchEngine,
  ) {}

  /** Copies what is known of the payments of these orders; the whole log first, when this generation has no copy yet. */
  async execute({ orderIds }: { orderIds: readonly string[] }): Promise<void> {
    try {
      await this.ensureCopy();
      await this.store({ alias: this.alias }, await this.log.ofOrders(orderIds));
    } catch (error) {
      // Whoever has deleted the copy gets another one.
      this.isCurrent = false;
      throw error;
    }
  }

  private get alias(): string {
    return this.config.PAYMENT_LOG_ALIAS;
  }

  /** A newer replica may have gone on to a later generation: that one is kept. */
  private async ensureCopy(): Promise<void> {
    if (this.isCurrent) return;
    const [inUse] = await this.engine.indicesOf(this.alias);
    if (this.generationOf(inUse) < this.config.PAYMENT_LOG_GENERATION) await this.makeCopy();
    this.isCurrent = true;
  }

  /** Beside the copy in use. What was told to that one in the meantime is copied once more after the exchange. */
  private async makeCopy(): Promise<void> {
    const index = `${this.alias}-${this.config.PAYMENT_LOG_GENERATION}`;
    const startedAt = new Date(Date.now() - MARGIN_MS);
    await this.engine.ensureIndex(index, LOG_MAPPINGS);
    for await (const batch of this.log.batches({})) await this.store({ index }, batch);
    await this.engine.swap(this.alias, index);
    for await (const batch of this.log.batches({ from: startedAt })) await this.store({ index }, batch);
  }

  private generationOf(index: string | undefined): number {
    return index === undefined ? 0 : Number(index.slice(this.alias.length + 1));
  }

  private store(into: IndexOrAlias, batch: readonly LoggedTransaction[]): Promise<void> {
    return this.engine.store(into, batch.map(logDocument));
  }
}
