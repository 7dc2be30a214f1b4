import { optionsOrHelp, ProgressBar, runCommand, ShopClient } from '@tovar/all-in-one';
import pg from 'pg';
import { fillWithOrders } from '../../apps/orders/test/many-orders.ts';
import { StruckShop } from '../../e2e/prove/struck-shop.ts';
import { decodeJwt } from 'jose';
import { logIn } from '../../e2e/support/person.ts';
import { wholeCheckout } from '../journeys/buying.ts';
import { walk } from '../journeys/walk-journeys.ts';
import { markdownTable } from '../report.ts';
import { type Latencies, latenciesOf } from '../sale/latencies.ts';
import { asUsual } from '../sale/as-usual.ts';
import { cancelledLive } from './cancelled-live.ts';

const HELP = `npm run bench:orders [-- options]   measures lists, checkouts and live news of a shop with many orders

  --orders <n>    that are put in between the two measurements of checkouts (100000)
  --times <n>     how often each list is read, and how many orders are cancelled (200)
  --seconds <n>   of each round of checkouts; the rounds without and with the orders are three each (8)
  -h, --help      this text
`;

const ROUNDS = 3;
const VISITORS = 16;
const LINE = 'id orderNumber status createdAt total { amount currency } lines { name quantity }';
const LISTS = {
  "a customer's history": `{ me { orders(first: 20) { edges { node { ${LINE} } } pageInfo { endCursor } } } }`,
  'the list of staff': `{ allOrders(first: 20) { edges { node { ${LINE} } } pageInfo { endCursor } } }`,
  'the list of staff, of one status': `{ allOrders(first: 20, filter: { status: [PROCESSING] }) { edges { node { ${LINE} } } } }`,
};

const options = optionsOrHelp(HELP, {
  orders: { type: 'string', default: '100000' },
  times: { type: 'string', default: '200' },
  seconds: { type: 'string', default: '8' },
});

await runCommand(async () => {
  const [count, times, seconds] = [options.orders, options.times, options.seconds].map(Number) as [
    number,
    number,
    number,
  ];
  const shop = await StruckShop.onNewFolder({ ...asUsual, AUDIT_EVERY_MS: '3600000' });
  const bar = new ProgressBar('Measuring', process.stderr);
  let done = 0;
  const step = (): void => bar.show((done += 1), 2 * ROUNDS + 4);
  try {
    await shop.start();
    const { accessToken } = await logIn(shop.url, shop.manager);
    const { sub: customerId = '' } = decodeJwt(accessToken);
    const staff = new ShopClient(shop.url, accessToken);
    const walks = await wholeCheckout.begin({ url: shop.url, login: async () => shop.manager });
    const checkouts = async (): Promise<number> => {
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        rates.push((await walk(walks, { visitors: VISITORS, seconds })).requestsPerSecond);
        step();
      }
      return rates.toSorted((a, b) => a - b)[1] ?? Number.NaN;
    };
    await walk(walks, { visitors: VISITORS, seconds: seconds / 2 });
    step();
    const before = await checkouts();
    const owner = new pg.Client(shop.adminUrl);
    await owner.connect();
    await fillWithOrders((text, values) => owner.query(text, values), { count, customerId });
    await owner.end();
    step();
    const lists = new Map<string, Latencies>();
    for (const [name, query] of Object.entries(LISTS)) lists.set(name, await latenciesOfList(staff, query, times));
    step();
    const after = await checkouts();
    lists.set('cancelling an order, until its follower is told', await cancelledLive(shop.url, times));
    step();
    bar.end();
    const rows = [...lists].map(([name, { count: asked, ...took }]) => [
      name,
      String(asked),
      ...[took.p50Ms, took.p95Ms, took.p99Ms].map((ms) => ms.toFixed(1)),
    ]);
    process.stdout.write(`\n${markdownTable([[`${count} orders`, 'times', 'p50 ms', 'p95 ms', 'p99 ms'], ...rows])}\n`);
    process.stdout.write(
      `\ncheckouts a second at ${VISITORS}: ${before.toFixed(1)} before, ${after.toFixed(1)} with them (× ${(after / before).toFixed(2)})\n`,
    );
  } finally {
    await shop.remove();
  }
});
process.exit();

async function latenciesOfList(client: ShopClient, query: string, times: number): Promise<Latencies> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const begunAt = performance.now();
    await client.graphql(query);
    took.push(performance.now() - begunAt);
  }
  return latenciesOf(took);
}
