import { aFlatRate, ShippingShop } from './shipping-shop.ts';

describe('delivery quotes for a cart', () => {
  let shop: ShippingShop;

  beforeAll(async () => {
    shop = await ShippingShop.start();
  });
  afterAll(() => shop.stop());

  it('say what each method costs that delivers there, the cheapest first, in one statement', async () => {
    const { id } = await shop.zone({ country: 'AT' });
    const express = await shop.method(id, { zones: [{ rates: [aFlatRate('1990')] }] });
    const post = await shop.method(id, {
      zones: [{ rates: [{ currency: 'EUR', basis: 'BY_WEIGHT', steps: [{ upTo: '2000', price: '590' }] }] }],
    });
    await shop.method(id, { isEnabled: false });
    const { status, body, statements } = await shop.quote({ destination: { country: 'AT', city: 'Wien' } });
    expect(status).toBe(200);
    expect(body.quotes).toEqual([
      {
        methodId: post.id,
        code: post.code,
        name: { en: 'Courier', ru: 'Курьер' },
        carrier: 'table',
        price: { amount: '590', currency: 'EUR' },
        isTaxIncluded: true,
        taxCategory: 'STANDARD',
        estimate: { minDays: 1, maxDays: 3 },
      },
      expect.objectContaining({ methodId: express.id, price: { amount: '1990', currency: 'EUR' } }),
    ]);
    expect(statements).toBe(1);
  });

  it('are none where nothing is delivered, and none in a currency without a rate', async () => {
    const { id } = await shop.zone({ country: 'CH' });
    await shop.method(id);
    const nowhere = await shop.quote({ destination: { country: 'AQ', city: 'McMurdo' } });
    expect(nowhere).toMatchObject({ status: 200, body: { quotes: [] } });
    const inFrancs = { currency: 'CHF', subtotal: { amount: '4990', currency: 'CHF' } };
    const quoted = await shop.quote({ destination: { country: 'CH', city: 'Bern' }, ...inFrancs });
    expect(quoted).toMatchObject({ status: 200, body: { quotes: [] } });
  });

  it('are those of the most specific zone alone', async () => {
    const zones = {
      country: await shop.zone({ country: 'US' }),
      region: await shop.zone({ country: 'US', region: 'Hawaii' }),
      prefix: await shop.zone({ country: 'US', postalPrefix: '96' }),
      longer: await shop.zone({ country: 'US', postalPrefix: '968' }),
    };
    const codes = new Map<string, string>();
    for (const [name, { id }] of Object.entries(zones)) codes.set((await shop.method(id)).code, name);
    const zoneOf = async (destination: object): Promise<unknown[]> => {
      const { body } = await shop.quote({ destination: { country: 'US', city: 'Somewhere', ...destination } });
      return (body.quotes as { code: string }[]).map(({ code }) => codes.get(code));
    };
    expect(await zoneOf({ region: 'Ohio', postalCode: '43004' })).toEqual(['country']);
    expect(await zoneOf({ region: ' HAWAII', postalCode: '43004' })).toEqual(['region']);
    expect(await zoneOf({ region: 'Hawaii', postalCode: '96 701' })).toEqual(['prefix']);
    expect(await zoneOf({ region: 'Hawaii', postalCode: '968-01' })).toEqual(['longer']);
    expect(await zoneOf({})).toEqual(['country']);
  });

  it.each([
    ['another currency than the goods', { currency: 'USD' }],
    ['a weight below zero', { weightGrams: -1 }],
    ['no destination', { destination: {} }],
  ])('refuse %s', async (_, question) => {
    expect(await shop.quote(question)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});
