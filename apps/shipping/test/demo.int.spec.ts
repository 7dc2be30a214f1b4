import { demoDelivery } from '@tovar/demo';
import { FillDemoShipping } from '../src/index.ts';
import { ShippingShop } from './shipping-shop.ts';

describe("the demo shop's deliveries", () => {
  let shop: ShippingShop;
  let fill: FillDemoShipping;

  beforeAll(async () => {
    shop = await ShippingShop.start();
    fill = shop.shop.running.app('shipping').get(FillDemoShipping);
    expect(await fill.execute()).toEqual({ isFilled: true });
  });
  afterAll(() => shop.stop());

  const quotesTo = async (destination: object, currency: string, amount = '100') => {
    const { body } = await shop.quote({
      destination: { city: 'City', ...destination },
      currency,
      subtotal: { amount, currency },
      weightGrams: 1_500,
    });
    return (body.quotes as { code: string; price: { amount: string } }[]).map(({ code, price }) => [
      code,
      price.amount,
    ]);
  };

  it('are made once', async () => {
    expect(await fill.execute()).toEqual({ isFilled: false });
    const { body } = await shop.send({ path: '/api/v1/delivery-methods' });
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual(['courier', 'express', 'pickup', 'post']);
  });

  it('go everywhere that they say, in every currency of the shop', async () => {
    const areas = demoDelivery().zones.flatMap((zone) => zone.areas);
    for (const { country, region, postalPrefix } of areas) {
      const quotes = await quotesTo({ country, region, postalCode: postalPrefix }, 'EUR');
      expect([country, quotes.length > 0]).toEqual([country, true]);
    }
    for (const currency of ['EUR', 'USD', 'GBP', 'RUB', 'JPY', 'KWD']) {
      expect([currency, (await quotesTo({ country: 'DE', postalCode: '80331' }, currency)).length]).toEqual([
        currency,
        4,
      ]);
    }
  });

  it('cost what a person would expect', async () => {
    expect(await quotesTo({ country: 'DE', postalCode: '80331' }, 'EUR')).toEqual([
      ['pickup', '290'],
      ['post', '490'],
      ['courier', '790'],
      ['express', '1990'],
    ]);
    expect(await quotesTo({ country: 'DE', postalCode: '10115' }, 'EUR', '15000')).toEqual([
      ['courier', '0'],
      ['pickup', '0'],
      ['post', '0'],
      ['express', '1990'],
    ]);
    expect(await quotesTo({ country: 'JP', postalCode: '100-0001' }, 'JPY')).toEqual([
      ['pickup', '464'],
      ['post', '1584'],
      ['courier', '2384'],
      ['express', '6384'],
    ]);
    expect(await quotesTo({ country: 'KW' }, 'KWD')).toContainEqual(['post', '3465']);
    expect(await quotesTo({ country: 'US', region: 'Ohio', postalCode: '43004' }, 'USD', '20000')).toContainEqual([
      'courier',
      '539',
    ]);
  });
});
