import { listStatement, type ListRequest } from '../src/queries/order-list.ts';
import { fillWithOrders } from './many-orders.ts';
import { OrdersShop } from './orders-shop.ts';

const ORDERS = 100_000;
/**
 * How many blocks of 8 kB a page of a list may look at: what it costs on any machine, busy or not. A page of 20 orders with
 * their lines, placements and histories looks at some 340 and takes 1 to 3 ms; the worst of these lists at 1,100.
 */
const MOST_BLOCKS = 1_500;

let world: OrdersShop;

beforeAll(async () => {
  // Nobody looks into whether these orders make sense.
  world = await OrdersShop.start({ AUDIT_EVERY_MS: '3600000' });
  await fillWithOrders((text, values) => world.sql(text, values), { count: ORDERS, customerId: CUSTOMER });
});
afterAll(() => world.stop());

/** The number of the customer who has the most orders: 2,000. */
const CUSTOMER = '00000000-0000-7000-8000-000000000001';
const PAST = new Date('2025-06-01T00:00:00Z');
const cursor = (...key: string[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
const DEEP = cursor(PAST.toISOString(), '01970000-0000-7000-8000-000000000000');

const LISTS: [string, Omit<ListRequest, 'size'>][] = [
  ["a customer's history", { filter: { customerId: CUSTOMER } }],
  ["a customer's history, deep in it", { filter: { customerId: CUSTOMER }, after: DEEP }],
  ["a customer's orders of a status", { filter: { customerId: CUSTOMER, status: ['CANCELLED'] } }],
  ['all', { filter: {} }],
  ['all, the oldest first', { filter: {}, sort: 'OLDEST' }],
  ['all, deep in them', { filter: {}, after: DEEP }],
  ['those of a status', { filter: { status: ['PROCESSING'] } }],
  ['those of several statuses', { filter: { status: ['PROCESSING', 'CREATED'] } }],
  ['those of a payment status', { filter: { paymentStatus: ['PARTIALLY_REFUNDED'] } }],
  ['those that are on their way', { filter: { fulfillmentStatus: ['PARTIALLY_SHIPPED'] } }],
  ['those that came back', { filter: { returnStatus: ['REQUESTED'] } }],
  ['those of some days', { filter: { placedFrom: PAST, placedBefore: new Date(PAST.getTime() + 86_400_000) } }],
  ['one by its number', { filter: { orderNumber: 'F-4711' } }],
  ['those of an address', { filter: { email: 'customer7@example.com' } }],
  ['those that need a person', { filter: { needsAttention: true } }],
  ['the dearest', { filter: { currency: 'EUR' }, sort: 'DEAREST' }],
  ['those within a range', { filter: { currency: 'EUR', totalFrom: 5_000n, totalTo: 5_010n }, sort: 'CHEAPEST' }],
  ['those with a rare article', { filter: { text: 'sku-77777' } }],
  ['those with a common word', { filter: { text: 'kettle' } }],
];

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** The tables that the plan reads from end to end. */
function readWhole(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(readWhole)];
}

async function explained(request: Omit<ListRequest, 'size'>) {
  const { text, values } = listStatement({ ...request, size: 20 });
  const literal = values.reduceRight<string>((sql, value, index) => {
    const written = value instanceof Date ? value.toISOString() : String(value);
    return sql.replaceAll(`$${index + 1}`, typeof value === 'number' ? written : `'${written.replaceAll("'", "''")}'`);
  }, text);
  const arrays = literal.replaceAll(/ANY\('([^']*)'::text\[\]\)/g, (_, list: string) => `ANY('{${list}}'::text[])`);
  const [row] = await world.sql<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${inSchema(arrays)}`,
  );
  if (!row) throw new Error(`No plan for ${text}`);
  return row['QUERY PLAN'][0].Plan;
}

function inSchema(text: string): string {
  return text.replaceAll(/\b(FROM|JOIN) (order\w*)/g, '$1 orders.$2');
}

describe(`among ${ORDERS} orders`, () => {
  it.each(LISTS)('a page of %s reads no table from end to end, and little of any', async (_, request) => {
    const plan = await explained(request);
    expect(readWhole(plan).filter((table) => table !== 'order_view_generation')).toEqual([]);
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(MOST_BLOCKS);
  });
});
