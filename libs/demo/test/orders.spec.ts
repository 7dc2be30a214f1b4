import { BASE_DATE, type DemoDay, demoShop, OPENED_AT } from '../src/index.ts';

const days = (seed = 1): DemoDay[] => [...demoShop({ seed, size: 'small' }).days()];

describe("the demo shop's days", () => {
  const all = days();
  const orders = all.flatMap((day) => day.orders);

  it('are the same every time, and others for another seed', () => {
    expect(days()).toEqual(all);
    expect(days(2)).not.toEqual(all);
  });

  it('have orders from the opening to today, in the order of time', () => {
    const moments = orders.map(({ placedAt }) => placedAt.getTime());
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
    expect(moments[0]).toBeGreaterThanOrEqual(OPENED_AT.getTime());
    expect(moments.at(-1)).toBeLessThan(BASE_DATE.getTime());
    expect(orders.length).toBeGreaterThan(100);
  });

  it('sell what is on sale by then, for what it costs', () => {
    const products = new Map([...demoShop({ seed: 1, size: 'small' }).products()].map((each) => [each.id, each]));
    for (const { placedAt, lines, currency } of orders) {
      for (const { productId, variantId, quantity, totalMinor } of lines) {
        const product = products.get(productId);
        const variant = product?.variants.find(({ id }) => id === variantId);
        const price = variant?.prices.find((each) => each.currency === currency);
        expect(product && product.createdAt <= placedAt).toBe(true);
        expect(totalMinor).toBe((price?.amountMinor ?? 0n) * BigInt(quantity));
      }
    }
  });

  it('grow, and are fuller at the end of the week', () => {
    const half = Math.floor(orders.length / 2);
    const middle = (OPENED_AT.getTime() + BASE_DATE.getTime()) / 2;
    expect(orders[half]?.placedAt.getTime()).toBeGreaterThan(middle);
    const onDay = (day: number): number => orders.filter(({ placedAt }) => placedAt.getUTCDay() === day).length;
    expect(onDay(6) + onDay(0)).toBeGreaterThan(onDay(1) + onDay(2));
  });
});
