import { money } from '@tovar/contracts';
import { TableCarrier } from '../adapters/table-carrier.ts';
import { type Carrier, Carriers, type PricedMethod, type ReachingMethod } from '../domain/carrier.ts';
import { CurrencyWithoutRate } from '../domain/shipping.errors.ts';
import { DeliveryQuotes } from './delivery-quotes.ts';
import type { ReachingMethods } from './reaching-methods.ts';

function aMethod(code: string, carrier: string): ReachingMethod {
  const estimate = { minDays: 1, maxDays: 2 };
  const name = { en: code, ru: code };
  return { id: code, code, name, carrier, isTaxIncluded: true, taxCategory: 'STANDARD', estimate };
}

/** Takes the same for whatever it is; does not answer without a price. */
class FakeCarrier extends TableCarrier {
  constructor(
    override readonly code: string,
    private readonly price?: bigint,
  ) {
    super();
  }

  override async quote(_: unknown, methods: readonly ReachingMethod[]): Promise<PricedMethod[]> {
    const { price } = this;
    if (price === undefined) throw new Error(`${this.code} is on strike.`);
    return methods.map((method) => ({ method, price: money(price, 'EUR'), estimate: method.estimate }));
  }
}

describe('delivery quotes', () => {
  const question = { destination: { country: 'DE' }, weightGrams: 100, subtotal: money(1_000n, 'EUR') };
  const quotesOf = (carriers: Carrier[], methods: ReachingMethod[]) => {
    const reaching = { find: async () => methods } as unknown as ReachingMethods;
    return new DeliveryQuotes(reaching, new Carriers(carriers));
  };
  const codesOf = (quotes: readonly { code: string }[]) => quotes.map(({ code }) => code);

  it('are those of all carriers, the cheapest first', async () => {
    const carriers = [new FakeCarrier('dear', 900n), new FakeCarrier('cheap', 100n)];
    const quotes = quotesOf(carriers, [aMethod('a', 'dear'), aMethod('b', 'cheap'), aMethod('c', 'cheap')]);
    expect(codesOf(await quotes.answer(question))).toEqual(['b', 'c', 'a']);
  });

  it('lose those of a carrier that does not answer, or that the shop works with no more', async () => {
    const carriers = [new FakeCarrier('well', 900n), new FakeCarrier('ill')];
    const quotes = quotesOf(carriers, [aMethod('a', 'well'), aMethod('b', 'ill'), aMethod('c', 'gone')]);
    expect(codesOf(await quotes.answer(question))).toEqual(['a']);
  });

  it('say that there is no rate in the currency to who has to be told, and to nobody else', async () => {
    const quotes = quotesOf([new FakeCarrier('ill')], [aMethod('a', 'ill')]);
    await expect(quotes.explained(question)).rejects.toThrow(CurrencyWithoutRate);
    expect(await quotes.answer(question)).toEqual([]);
    expect(await quotesOf([], []).explained(question)).toEqual([]);
  });
});
