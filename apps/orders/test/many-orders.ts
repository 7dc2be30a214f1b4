/** Runs a statement as the owner of the database. */
type Run = (text: string, values: unknown[]) => Promise<unknown>;

/** Orders of 18 months and 2,000 customers, made by the database itself: one customer has 2 % of them. */
export async function fillWithOrders(run: Run, { count, customerId }: { count: number; customerId: string }) {
  for (const text of FILL) await run(text, text.includes('$2') ? [count, customerId] : []);
}

/** The shop's own orders have other numbers. */
const IS_FILLED = "order_number LIKE 'F-%'";

const FILL = [
  `INSERT INTO orders.orders (id, order_number, cart_id, customer_id, guest_token_hash, guest_token_expires_at, email, placed_at,
     total_minor, currency, payment_id, version, payment_status, fulfillment_status, return_status, is_stock_held, refunds, checkout)
   SELECT uuidv7(at - now()), 'F-' || n, gen_random_uuid(),
          CASE WHEN n % 50 = 1 THEN $2::uuid WHEN n % 10 > 0 THEN ('00000000-0000-7000-8000-' || lpad((n % 2000 + 2)::text, 12, '0'))::uuid END,
          CASE WHEN n % 10 = 0 THEN 'hash' END, CASE WHEN n % 10 = 0 THEN at END,
          'customer' || n % 5000 || '@example.com', at, 1000 + n % 90000, CASE WHEN n % 20 = 0 THEN 'JPY' ELSE 'EUR' END,
          gen_random_uuid(), 1, 'PAID', 'UNFULFILLED', 'NONE', true, '[]', '{}'
     FROM generate_series(1, $1::integer) n, LATERAL (SELECT '2025-01-01T00:00:00Z'::timestamptz + n * interval '8 minutes' AS at)`,
  `INSERT INTO orders.order_line (order_id, position, variant_id, product_id, sku, name, quantity, unit_price_minor, total_minor)
   SELECT id, 1, gen_random_uuid(), gen_random_uuid(), 'SKU-' || substr(order_number, 3), '{"en":"Kettle","ru":"Чайник"}', 1, total_minor, total_minor
     FROM orders.orders WHERE ${IS_FILLED}`,
  `INSERT INTO orders.order_placement (order_id, subtotal_minor, discount_minor, tax_minor, promotions, trace, search)
   SELECT id, total_minor, 0, 0, '[]', '[]', lower(order_number || chr(10) || email || chr(10) || 'SKU-' || substr(order_number, 3) || chr(10) || 'Kettle' || chr(10) || 'Чайник')
     FROM orders.orders WHERE ${IS_FILLED}`,
  `INSERT INTO orders.order_history (order_id, event, at, actor_kind, status, payment_status, fulfillment_status, return_status)
   SELECT id, 'OrderPlaced', placed_at, 'shop', 'CREATED', 'NOT_PAID', 'UNFULFILLED', 'NONE'
     FROM orders.orders WHERE ${IS_FILLED}`,
  `INSERT INTO orders.order_view (generation, order_id, order_number, customer_id, email, placed_at, total_minor, currency, version,
     changed_at, status, payment_status, fulfillment_status, return_status, attention, refunded_minor, is_cancellable, shortages)
   SELECT 1, id, order_number, customer_id, email, placed_at, total_minor, currency, 1, placed_at,
          CASE WHEN n % 1000 = 0 THEN 'PROCESSING' WHEN n % 7 = 0 THEN 'CANCELLED' ELSE 'DELIVERED' END,
          CASE WHEN n % 500 = 0 THEN 'PARTIALLY_REFUNDED' ELSE 'PAID' END,
          CASE WHEN n % 900 = 0 THEN 'PARTIALLY_SHIPPED' ELSE 'DELIVERED' END,
          CASE WHEN n % 800 = 0 THEN 'REQUESTED' ELSE 'NONE' END,
          CASE WHEN n % 5000 = 0 THEN 'Look.' END, 0, false, '[]'
     FROM (SELECT *, substr(order_number, 3)::integer AS n FROM orders.orders WHERE ${IS_FILLED}) o`,
  'VACUUM ANALYZE orders.orders, orders.order_line, orders.order_placement, orders.order_history, orders.order_view',
];
