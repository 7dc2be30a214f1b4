import { Injectable } from '@nestjs/common';
import { Database, Measure, type Metric } from '@tovar/platform';

interface OpenCheckouts {
  readonly status: string;
  readonly count: number;
  readonly oldest: number;
}

/** How many checkouts are open, how long the oldest of them, and how many orders wait for a person; over the views' indexes. */
@Injectable()
export class CheckoutAges extends Measure {
  constructor(private readonly database: Database) {
    super();
  }

  async read(): Promise<Metric[]> {
    const open = await this.database.prepared<OpenCheckouts>(OPEN, []);
    const [attention] = await this.database.prepared<{ count: number }>(ATTENTION, []);
    const samples = (valueOf: (each: OpenCheckouts) => number) =>
      open.map((each) => ({ labels: { saga: 'checkout', state: each.status }, value: valueOf(each) }));
    return [
      {
        name: 'tovar_saga_open',
        help: 'Sagas that are under way.',
        type: 'gauge',
        samples: samples(({ count }) => count),
      },
      {
        name: 'tovar_saga_oldest_seconds',
        help: 'How long ago the oldest open saga began.',
        type: 'gauge',
        samples: samples(({ oldest }) => oldest),
      },
      {
        name: 'tovar_orders_needing_attention',
        help: 'Orders that wait for a person.',
        type: 'gauge',
        samples: [{ labels: {}, value: attention?.count ?? 0 }],
      },
    ];
  }
}

const LIVE = 'generation = (SELECT live FROM order_view_generation)';
const OPEN = {
  name: 'checkout-ages.open',
  text: `
    SELECT states.status, count(order_id)::integer AS count,
           coalesce(extract(epoch FROM now() - min(placed_at)), 0)::float8 AS oldest
      FROM unnest('{CREATED,PROCESSING}'::text[]) AS states(status)
      LEFT JOIN order_view view ON view.status = states.status AND ${LIVE}
     GROUP BY states.status`,
};
const ATTENTION = {
  name: 'checkout-ages.attention',
  text: `SELECT count(*)::integer AS count FROM order_view WHERE ${LIVE} AND attention IS NOT NULL`,
};
