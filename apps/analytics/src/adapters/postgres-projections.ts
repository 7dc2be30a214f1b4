import { Injectable } from '@nestjs/common';
import { type CopiedValue, SqlDatabase } from '@tovar/platform';
import type { Changes } from '../domain/changes.ts';
import type { OrderFact } from '../domain/order-fact.ts';
import { type Asked, type Known, Projections, type ProjectionSet } from '../domain/projections.ts';
import type { ReviewFact } from '../domain/review-fact.ts';
import { COUNTERS, type TallyRow } from '../domain/tally.ts';
import {
  APPENDED_ORDERS,
  APPENDED_TALLIES,
  differencesIn,
  type Statements,
  statementsFor,
  type Table,
  TABLES,
} from './projections.sql.ts';

/** Comparing a million orders takes longer than any statement of a request may. */
const LONG_TIMEOUT = "SET LOCAL statement_timeout = '110s'";
/** Nobody waits for what is made beside the live projections. */
const BESIDE_TIMEOUT = "SET LOCAL statement_timeout = '1h'";

/** Together fewer than four million rows, whatever is made up to be searched for. */
const MOST_WORDS_OF_A_DAY = 5_000;
const DAYS_KEPT = 731;

interface OrderRow extends Omit<OrderFact, Moment> {
  readonly placedAt: Date | null;
  readonly paymentStartedAt: Date | null;
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
}
type Moment = 'placedAt' | 'paymentStartedAt' | 'paidAt' | 'cancelledAt';

/** Tables with twins: whichever is live bears the plain name. */
@Injectable()
export class PostgresProjections extends Projections {
  constructor(private readonly database: SqlDatabase) {
    super();
  }

  async keepLive(): Promise<void> {
    await this.database.prepared(KEEP_LIVE, []);
  }

  async take(set: ProjectionSet, { orderIds, reviewIds, onceIds }: Asked): Promise<Known> {
    const { orders, reviews, tellOnce } = statementsFor(set);
    const knownOrders = await this.rows<OrderRow>(orders, orderIds);
    const knownReviews = await this.rows<ReviewFact>(reviews, reviewIds);
    const fresh = await this.rows<{ id: string }>(tellOnce, onceIds);
    return {
      orders: new Map(knownOrders.map((row) => [row.orderId, toFact(row)])),
      reviews: new Map(knownReviews.map((row) => [row.reviewId, row])),
      fresh: new Set(fresh.map(({ id }) => id)),
    };
  }

  async store(set: ProjectionSet, changes: Changes): Promise<void> {
    const statements = statementsFor(set);
    await this.write(statements.storeOrders, [...changes.firstOrders, ...changes.orders]);
    await this.write(statements.storeReviews, changes.reviews);
    await this.write(statements.storeTallies, changes.tallies);
    await this.write(statements.storeProducts, changes.products);
    await this.write(statements.storeRatings, changes.ratings);
    await this.write(statements.storeCategories, changes.categories);
    await this.write(statements.storeUsers, changes.users);
    await this.write(statements.storeSearches, changes.searches);
  }

  async forgetRareSearches(set: ProjectionSet): Promise<void> {
    await this.database.query(LONG_TIMEOUT);
    await this.database.prepared(statementsFor(set).forgetRareSearches, [MOST_WORDS_OF_A_DAY, DAYS_KEPT]);
  }

  async append({ orders, tallies }: Parameters<Projections['append']>[0]): Promise<void> {
    if (orders.length > 0) await this.database.copyIn(APPENDED_ORDERS, each(orders, toOrderRow));
    if (tallies.length > 0) await this.database.copyIn(APPENDED_TALLIES, each(tallies, toTallyRow));
  }

  async clearNext(): Promise<void> {
    await this.database.query('SELECT clear_next_projections()');
  }

  async settle(): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.query(BESIDE_TIMEOUT);
      await this.database.query('SELECT settle_next_projections()');
    });
  }

  async survey(): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.query(BESIDE_TIMEOUT);
      await this.database.query('SELECT survey_next_projections()');
    });
  }

  async stopFolding(): Promise<void> {
    await this.database.query(LONG_TIMEOUT);
    await this.database.query('SELECT FROM projection_gate FOR UPDATE');
  }

  async differences(): Promise<number> {
    let differences = 0;
    for (const table of Object.keys(TABLES) as Table[]) {
      const [row] = await this.database.query<{ count: number }>(differencesIn(table));
      differences += row?.count ?? 0;
    }
    return differences;
  }

  async swap(): Promise<void> {
    await this.database.query('SELECT swap_projections()');
  }

  private async rows<Row>(statement: Statements[keyof Statements], ids: readonly string[]): Promise<Row[]> {
    return ids.length === 0 ? [] : this.database.prepared<Row>(statement, [ids]);
  }

  private async write(statement: Statements[keyof Statements], rows: readonly object[]): Promise<void> {
    if (rows.length > 0) await this.database.prepared(statement, [JSON.stringify(rows, withWholeNumbers)]);
  }
}

const KEEP_LIVE = { name: 'projections.keep-live', text: 'SELECT FROM projection_gate FOR SHARE' };

function toFact({ placedAt, paymentStartedAt, paidAt, cancelledAt, ...row }: OrderRow): OrderFact {
  const moment = (at: Date | null): string | null => at && at.toISOString();
  return {
    ...row,
    placedAt: moment(placedAt),
    paymentStartedAt: moment(paymentStartedAt),
    paidAt: moment(paidAt),
    cancelledAt: moment(cancelledAt),
  };
}

function toOrderRow({ lines, refunds, ...order }: OrderFact): readonly CopiedValue[] {
  const { orderId, customerId, currency, totalMinor, placedAt, paymentStartedAt, paidAt, cancelledAt } = order;
  const moments = [placedAt, paymentStartedAt, paidAt, cancelledAt];
  return [
    orderId,
    customerId,
    currency,
    totalMinor,
    lines && JSON.stringify(lines),
    ...moments,
    JSON.stringify(refunds),
  ];
}

function toTallyRow(row: TallyRow): readonly CopiedValue[] {
  return [row.kind, row.quarter, row.subject, row.currency, ...COUNTERS.map((counter) => row[counter])];
}

/** One after another, as they are sent. */
function* each<Item>(items: readonly Item[], toRow: (item: Item) => readonly CopiedValue[]) {
  for (const item of items) yield toRow(item);
}

function withWholeNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
