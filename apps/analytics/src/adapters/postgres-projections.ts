import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';
import type { Changes } from '../domain/changes.ts';
import type { OrderFact } from '../domain/order-fact.ts';
import { type Asked, type Known, Projections, type ProjectionSet } from '../domain/projections.ts';
import type { ReviewFact } from '../domain/review-fact.ts';
import { differencesIn, type Statements, statementsFor, type Table, TABLES } from './projections.sql.ts';

/** Comparing a million orders takes longer than any statement of a request may. */
const LONG_TIMEOUT = "SET LOCAL statement_timeout = '110s'";

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
    await this.write(statements.storeOrders, changes.orders);
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

  async clearNext(): Promise<void> {
    await this.database.query('SELECT clear_next_projections()');
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

function withWholeNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
