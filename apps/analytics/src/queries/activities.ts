import { Injectable } from '@nestjs/common';
import { anyOf, RequestBatch, SqlDatabase } from '@tovar/platform';

/** How many days make a product popular. */
export const POPULAR_DAYS = 30;

/** What has become of a product since it came into the shop. */
export interface ProductActivity {
  readonly views: number;
  readonly orders: number;
  readonly units: number;
  readonly reviews: number;
  readonly ratingHundredths: number | null;
  /** Looks at it, and ten for each unit sold, within the last 30 days. */
  readonly popularity: number;
}

/** What somebody has done in the shop. */
export interface UserActivity {
  readonly ordersPlaced: number;
  readonly ordersPaid: number;
  readonly reviewsWritten: number;
}

const NO_PRODUCT_ACTIVITY: ProductActivity = {
  views: 0,
  orders: 0,
  units: 0,
  reviews: 0,
  ratingHundredths: null,
  popularity: 0,
};
const NO_USER_ACTIVITY: UserActivity = { ordersPlaced: 0, ordersPaid: 0, reviewsWritten: 0 };

/** Activity of products and people: one statement for all that a request asks of at the same time. */
@Injectable()
export class Activities {
  private readonly products = new RequestBatch<ProductActivity>((ids) => this.load(OF_PRODUCTS, ids));
  private readonly users = new RequestBatch<UserActivity>((ids) => this.load(OF_USERS, ids));

  constructor(private readonly database: SqlDatabase) {}

  async ofProduct(productId: string): Promise<ProductActivity> {
    return (await this.products.load(productId)) ?? NO_PRODUCT_ACTIVITY;
  }

  async ofUser(userId: string): Promise<UserActivity> {
    return (await this.users.load(userId)) ?? NO_USER_ACTIVITY;
  }

  private async load<Activity>(
    statement: { readonly name: string; readonly text: string },
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Activity>> {
    const rows = await this.database.prepared<Activity & { id: string }>(statement, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

const OF_PRODUCTS = {
  name: 'activities.products',
  text: `SELECT a.product_id AS id, a.views::float8 AS views, a.orders::float8 AS orders, a.units::float8 AS units,
                a.reviews::float8 AS reviews, a.rating_hundredths AS "ratingHundredths",
                coalesce(recent.popularity, 0)::float8 AS popularity
           FROM product_activity a
                LEFT JOIN LATERAL (SELECT sum(t.views + 10 * t.units) AS popularity FROM tally t
                                    WHERE t.subject = a.product_id AND t.kind = 'PRODUCT' AND t.span = 'DAY'
                                      AND t.starts_at > now() - interval '${POPULAR_DAYS} days') recent ON true
          WHERE a.product_id = ${anyOf('uuid')}`,
};
const OF_USERS = {
  name: 'activities.users',
  text: `SELECT user_id AS id, orders_placed::float8 AS "ordersPlaced", orders_paid::float8 AS "ordersPaid",
                reviews_written::float8 AS "reviewsWritten" FROM user_activity WHERE user_id = ${anyOf('uuid')}`,
};
