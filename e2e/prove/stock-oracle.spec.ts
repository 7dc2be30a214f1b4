import type { BehindTheShop } from './behind-the-shop.ts';
import { History } from './history.ts';
import { stockBreaches } from './stock-oracle.ts';

const LAMP = '01970000-0000-7000-8000-000000000001';
const CART = '01970000-0000-7000-8000-000000000002';

/** Whether one order for two lamps, whose stock moved so often, explains how many there are now of five. */
async function isExplained(moved: { takings: number; givings: number }, now: number): Promise<boolean> {
  const history = new History();
  history.begin({ buyer: 1, what: 'place', cartId: CART });
  const behind = {
    query: async () => [{ variantId: LAMP, quantity: 2, cartId: CART, ...moved }],
    available: async () => new Map([[LAMP, now]]),
  } as unknown as BehindTheShop;
  const evidence = { history, variants: [LAMP], availableBefore: new Map([[LAMP, 5]]) };
  return (await stockBreaches(behind, evidence)).length === 0;
}

describe('what is available after a round', () => {
  it.each([
    ['is taken', { takings: 1, givings: 0 }, 3],
    ['is given back', { takings: 1, givings: 1 }, 5],
    ['has expired and is taken again', { takings: 2, givings: 1 }, 3],
    ['was taken again and came back', { takings: 2, givings: 2 }, 5],
    ['was never there', { takings: 0, givings: 0 }, 5],
  ])('is explained when what was ordered %s', async (_what, moved, now) => {
    expect(await isExplained(moved, now)).toBe(true);
  });

  it.each([
    ['is taken twice', { takings: 2, givings: 0 }, 1],
    ['is given back twice', { takings: 1, givings: 2 }, 7],
    ['is lost', { takings: 0, givings: 0 }, 3],
  ])('is not when it %s', async (_what, moved, now) => {
    expect(await isExplained(moved, now)).toBe(false);
  });
});
