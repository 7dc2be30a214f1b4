import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { Database, EventLog, type LogPosition, ReadModel } from '@tovar/platform';
import { OrderViewProjection } from '../queries/order-view.projection.ts';

/** How often the last events are waited for before it is given up; each time a little longer. */
const TRIES = 20;
const FIRST_PAUSE_MS = 20;
const DELETED_AT_ONCE = 5_000;

/** What a rebuild has come to. */
export interface Rebuilt {
  readonly generation: number;
  /** How many orders it holds. */
  readonly orders: number;
}

/**
 * Folds the whole log into a new generation of views while the live one goes on serving and being written, and swaps it in
 * once it holds every order at its present version. Safe to repeat; of two at the same time one is refused at the end.
 */
@Injectable()
export class RebuildOrderViews extends ReadModel {
  readonly name = 'order-views';
  private readonly logger = new Logger('OrderViews');

  constructor(
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly views: OrderViewProjection,
  ) {
    super();
  }

  async rebuild(): Promise<string> {
    const { generation, orders } = await this.execute();
    return `generation ${generation} holds ${orders} orders and is live`;
  }

  /** Throws when some order never arrives, and leaves the live generation as it is: then the log lacks a change. */
  async execute(): Promise<Rebuilt> {
    const { live, generation } = await this.begin();
    let place = await this.foldAfter(undefined, generation);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      place = await this.foldAfter(place, generation);
      const orders = await this.swapIfWhole(live, generation);
      if (orders !== undefined) {
        await this.forgetBefore(generation);
        this.logger.log(`Generation ${generation} of the views holds ${orders} orders and is live.`);
        return { generation, orders };
      }
      await delay(FIRST_PAUSE_MS * attempt);
    }
    throw new Error(
      `Generation ${generation} of the views stays behind the orders: the log does not tell all of them.`,
    );
  }

  /** Returns a place behind which everything is new. */
  private async foldAfter(after: LogPosition | undefined, generation: number): Promise<LogPosition> {
    const end = await this.log.end();
    for await (const events of this.log.replay({ types: ['order.changed.v1'], after })) {
      await this.database.transaction(async () => {
        const changes = events as unknown as readonly ShopMessage<'order.changed.v1'>[];
        for (const { data } of changes) await this.views.apply(data, generation);
      });
    }
    return end;
  }

  /** While nobody may change an order, so that none changes between the look and the swap. Undefined when some are missing. */
  private async swapIfWhole(live: number, generation: number): Promise<number | undefined> {
    return this.database.transaction(async () => {
      await this.database.query('LOCK TABLE orders IN SHARE MODE');
      const [counted] = await this.database.query<{ orders: string; behind: string }>(BEHIND, [generation]);
      if (!counted || counted.behind !== '0') return undefined;
      const swapped = await this.database.query(SWAP, [live, generation]);
      if (swapped.length === 0) throw new Error('Another rebuild was faster.');
      return Number(counted.orders);
    });
  }

  private async begin(): Promise<{ live: number; generation: number }> {
    const [numbers] = await this.database.query<{ live: number; generation: number }>(BEGIN);
    if (!numbers) throw new Error('No generation of the views is live.');
    return numbers;
  }

  /** Also what rebuilds have left that did not come to their end. */
  private async forgetBefore(generation: number): Promise<void> {
    for (;;) {
      const rows = await this.database.query(FORGET, [generation, DELETED_AT_ONCE]);
      if (rows.length < DELETED_AT_ONCE) return;
    }
  }
}

const BEGIN = `SELECT live, nextval('order_view_generations')::integer AS generation FROM order_view_generation`;
const BEHIND = `
  SELECT count(*) AS orders, count(*) FILTER (WHERE v.version IS DISTINCT FROM o.version) AS behind
    FROM orders o LEFT JOIN order_view v ON v.generation = $1 AND v.order_id = o.id`;
const SWAP = 'UPDATE order_view_generation SET live = $2 WHERE live = $1 RETURNING live';
const FORGET = `
  DELETE FROM order_view WHERE (generation, order_id) IN
    (SELECT generation, order_id FROM order_view WHERE generation < $1 LIMIT $2) RETURNING 1`;
