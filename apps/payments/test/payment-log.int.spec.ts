import { randomBytes } from 'node:crypto';
import { SearchEngine } from '@tovar/platform';
import { TcpProxy, testEngine, waitFor } from '@tovar/testing';
import { ExportPaymentLog } from '../src/commands/export-payment-log.ts';
import { PaymentLogConfig } from '../src/payment-log.config.ts';
import { TransactionLog } from '../src/queries/transaction-log.ts';
import { PaymentsShop } from './payments-shop.ts';

interface Found {
  readonly hits: { readonly hits: readonly { readonly _id: string; readonly _source: Record<string, unknown> }[] };
}

describe('the copy of the payment log in a search engine', () => {
  const alias = `log-${randomBytes(6).toString('hex')}`;
  let proxy: TcpProxy;
  let engine: SearchEngine;
  let shop: PaymentsShop;

  beforeAll(async () => {
    const url = await testEngine('opensearch');
    engine = new SearchEngine({ url });
    const way = await TcpProxy.before(url);
    ({ proxy } = way);
    shop = await PaymentsShop.start({ PAYMENT_LOG_URL: way.url, PAYMENT_LOG_ALIAS: alias });
  });
  afterAll(async () => {
    await shop.stop();
    await proxy.close();
    for (const index of await engine.indicesOf(alias)) await engine.ask('DELETE', `/${index}`);
  });

  const copied = async (field: string, value: string): Promise<Found['hits']['hits']> => {
    await engine.ask('POST', `/${alias}/_refresh`);
    const query = { size: 100, sort: ['entry'], query: { term: { [field]: value } } };
    return ((await engine.ask('POST', `/${alias}/_search`, JSON.stringify(query))) as Found).hits.hits;
  };
  const allOf = (paymentId: string): Promise<Found['hits']['hits']> =>
    waitFor('the captured payment in the copy', async () => {
      const hits = await copied('paymentId', paymentId);
      return hits.length === 5 && hits;
    });
  const exporter = (generation: number): ExportPaymentLog => {
    const config = new PaymentLogConfig({
      NODE_ENV: 'test',
      PAYMENT_LOG_ALIAS: alias,
      PAYMENT_LOG_GENERATION: generation,
    });
    return new ExportPaymentLog(new TransactionLog(shop.database), config, engine);
  };

  it('holds every transaction of a payment once, as it happened', async () => {
    const { paymentId, orderId } = await shop.captured();
    const hits = await allOf(paymentId);
    expect(hits.map(({ _source: source }) => [source.type, source.state])).toEqual([
      ['AUTHORIZE', 'REQUESTED'],
      ['AUTHORIZE', 'PENDING'],
      ['AUTHORIZE', 'SUCCEEDED'],
      ['CAPTURE', 'REQUESTED'],
      ['CAPTURE', 'SUCCEEDED'],
    ]);
    expect(hits.at(-1)?._source).toMatchObject({ orderId, provider: 'paypal', amount: '29.98', currency: 'EUR' });
    await exporter(1).execute({ orderIds: [orderId] });
    expect(await copied('paymentId', paymentId)).toEqual(hits);
  });

  it('does not hold payments up while the engine is away, and misses nothing of that time', async () => {
    proxy.hold();
    const { paymentId } = await shop.captured();
    expect(await shop.stateOf(paymentId)).toBe('CAPTURED');
    expect(await copied('paymentId', paymentId)).toEqual([]);
    proxy.release();
    expect(await allOf(paymentId)).toHaveLength(5);
  });

  it('is made anew beside the one in use, which it replaces; a replica of the generation before leaves it alone', async () => {
    const { paymentId, orderId } = await shop.captured();
    const before = await allOf(paymentId);
    await exporter(2).execute({ orderIds: [orderId] });
    expect(await engine.indicesOf(alias)).toEqual([`${alias}-2`]);
    expect(await copied('paymentId', paymentId)).toEqual(before.map((hit) => ({ ...hit, _index: `${alias}-2` })));
    await exporter(1).execute({ orderIds: [orderId] });
    expect(await engine.indicesOf(alias)).toEqual([`${alias}-2`]);
  });

  it('is made again when somebody has deleted it', async () => {
    await engine.ask('DELETE', `/${alias}-2`);
    const { paymentId } = await shop.captured();
    expect(await allOf(paymentId)).toHaveLength(5);
    const [count] = await shop.database.query<{ all: string }>('SELECT count(*) AS all FROM payment_transaction');
    const { count: there } = (await engine.ask('GET', `/${alias}/_count`)) as { count: number };
    expect(there).toBe(Number(count?.all));
  });
});
