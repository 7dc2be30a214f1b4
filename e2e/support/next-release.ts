import type { SourceChange } from './release.ts';

/**
 * A release in which orders says through which channel an order came: a part of an event, of a job, of the database and of
 * the schema that the version before does not know. What comes without one, from that version, came through `unknown`.
 */
export const CHANNELS: readonly SourceChange[] = [
  {
    file: 'apps/catalog/migrations/9999-channels.sql',
    from: '',
    to: `ALTER TABLE stock_reservation ADD COLUMN channel text, ADD COLUMN held_until timestamptz;
         CREATE INDEX stock_reservation_channel ON stock_reservation (channel);`,
  },
  {
    file: 'libs/contracts/src/events/catalog.events.ts',
    from: 'lines: z.array(stockLine).min(1), expiresAt: moment }),',
    to: 'lines: z.array(stockLine).min(1), expiresAt: moment, channel: z.string().optional() }),',
  },
  {
    file: 'apps/orders/src/domain/checkout.saga.ts',
    from: 'return { orderId, lines: [...lines], expiresAt: reserveUntil };',
    to: "return { orderId, lines: [...lines], expiresAt: reserveUntil, channel: 'web' };",
  },
  {
    file: 'apps/catalog/src/commands/reserve-stock.ts',
    from: `  constructor(private readonly stock: StockBook) {}

  execute(request: ReservationRequest): Promise<void> {
    return this.stock.settle(request.orderId, request.lines, (held, levels) => reserve(held, request, levels));
  }`,
    to: `  constructor(private readonly stock: StockBook, private readonly database: Database) {}

  async execute({ channel = 'unknown', ...request }: ReservationRequest & { channel?: string }): Promise<void> {
    await this.stock.settle(request.orderId, request.lines, (held, levels) => reserve(held, request, levels));
    await this.database.query('UPDATE stock_reservation SET channel = $2 WHERE order_id = $1', [request.orderId, channel]);
  }`,
  },
  {
    file: 'apps/catalog/src/commands/reserve-stock.ts',
    from: "import { Injectable } from '@nestjs/common';",
    to: "import { Injectable } from '@nestjs/common';\nimport { Database } from '@tovar/platform';",
  },
  {
    file: 'apps/catalog/src/adapters/postgres-stock-book.ts',
    from: "type: 'catalog.expire-reservation', data: { orderId },",
    to: "type: 'catalog.expire-reservation', data: { orderId, heldUntil: reservation.expiresAt },",
  },
  {
    file: 'apps/catalog/src/commands/expire-reservation.ts',
    from: `  constructor(private readonly stock: StockBook) {}

  execute({ orderId }: { orderId: string }): Promise<void> {
    return this.stock.settle(orderId, [], (held) => expire(held, new Date()));
  }`,
    to: `  constructor(private readonly stock: StockBook, private readonly database: Database) {}

  async execute({ orderId, heldUntil = null }: { orderId: string; heldUntil?: string | null }): Promise<void> {
    await this.database.transaction(async () => {
      await this.stock.settle(orderId, [], (held) => expire(held, new Date()));
      await this.database.query('UPDATE stock_reservation SET held_until = coalesce($2, now()) WHERE order_id = $1', [orderId, heldUntil]);
    });
  }`,
  },
  {
    file: 'apps/catalog/src/commands/expire-reservation.ts',
    from: "import { Injectable } from '@nestjs/common';",
    to: "import { Injectable } from '@nestjs/common';\nimport { Database } from '@tovar/platform';",
  },
  {
    file: 'apps/catalog/src/products.graphql',
    from: '  "Who makes it."\n  brand: String!\n  "The category that it is sorted into."\n  category: Category!',
    to: '  "Where it is sold."\n  channels: [String!]!\n  "Who makes it."\n  brand: String!\n  "The category that it is sorted into."\n  category: Category!',
  },
  {
    file: 'apps/catalog/src/api/product-fields.resolver.ts',
    from: '  @ResolveField()\n  name(',
    to: "  @ResolveField()\n  channels(): string[] {\n    return ['web'];\n  }\n\n  @ResolveField()\n  name(",
  },
];
