import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { MessageType, TaxCategory } from '@tovar/contracts';
import { coalesce, Database, EventLog, type Subscription } from '@tovar/platform';
import type { Promotion } from './domain/promotion.ts';
import { PROMOTION, type PromotionRow, toPromotion } from './queries/promotion-row.ts';

const TOLD = ['promotion.changed.v1', 'tax-rate.changed.v1'] satisfies MessageType[];

/** Promotions and tax rates as they are in force. */
export interface Rules {
  /** Those that are switched on and not over; whether they have begun and can still be used is for the reader. */
  readonly promotions: readonly Promotion[];
  readonly taxRate: (country: string, category: TaxCategory, at: Date) => number;
}

/**
 * What the price of every cart depends on, in this process's memory: no request reads it. It is read again when the log
 * tells of a change, and whoever asks from then on waits for that.
 */
@Injectable()
export class ShopRules implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ShopRules');
  /** One reading serves all who ask meanwhile: it is nobody's request and in nobody's transaction. */
  private readonly inBackground = AsyncLocalStorage.snapshot();
  private readonly readAgain = coalesce(() => this.inBackground(() => this.tryToRead()));
  private rules?: Rules;
  /** Of all changes that were told of, how many there were when the rules were read: a read in progress is no news yet. */
  private changes = 1;
  private changesRead = 0;
  private tail?: Subscription;
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly log: EventLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.tail = await this.log.tail({ types: TOLD }, () => {
      this.outdate();
      void this.readAgain();
    });
    await this.readAgain();
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    await this.tail?.close();
    await this.readAgain();
  }

  /** This process has changed them: it need not wait for the news of it. */
  outdate(): void {
    this.changes += 1;
  }

  /** While they cannot be read again, those that were read last. */
  async current(): Promise<Rules> {
    if (this.changesRead < this.changes) await this.readAgain();
    if (!this.rules) throw new Error('Promotions and tax rates could not be read.');
    return this.rules;
  }

  private async tryToRead(): Promise<void> {
    if (this.isClosed) return;
    const { changes } = this;
    try {
      const promotions = await this.database.prepared<PromotionRow>(IN_FORCE, []);
      const rates = await this.database.prepared<TaxRateRow>(RATES, []);
      this.rules = { promotions: promotions.map(toPromotion), taxRate: taxRateAmong(rates) };
      this.changesRead = changes;
    } catch (error) {
      this.logger.error(error);
    }
  }
}

interface TaxRateRow {
  readonly country: string;
  readonly category: string;
  readonly validFrom: Date;
  readonly basisPoints: number;
}

function taxRateAmong(newestFirst: readonly TaxRateRow[]): Rules['taxRate'] {
  const rates = Map.groupBy(newestFirst, ({ country, category }) => `${country} ${category}`);
  return (country, category, at) =>
    rates.get(`${country} ${category}`)?.find(({ validFrom }) => validFrom <= at)?.basisPoints ?? 0;
}

const IN_FORCE = {
  name: 'shop-rules.promotions',
  text: `SELECT ${PROMOTION} FROM promotion p WHERE is_enabled AND (ends_at IS NULL OR ends_at > now()) ORDER BY id`,
};
const RATES = {
  name: 'shop-rules.tax-rates',
  text: `SELECT country, category, valid_from AS "validFrom", basis_points AS "basisPoints"
           FROM tax_rate ORDER BY valid_from DESC`,
};
