import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { AllocateStock } from '../src/commands/allocate-stock.ts';
import { ExpireReservation } from '../src/commands/expire-reservation.ts';
import { ExtendReservation } from '../src/commands/extend-reservation.ts';
import { ReleaseStock } from '../src/commands/release-stock.ts';
import { ReserveStock } from '../src/commands/reserve-stock.ts';
import { InMemoryStockBook } from './in-memory-stock-book.ts';
import { describeStockBook } from './stock-book.contract.ts';

describeStockBook('in-memory', async (quantity) => {
  const book = new InMemoryStockBook();
  const variantId = uuidv7();
  await book.open([{ variantId, quantity }]);
  return { book, variantId };
});

const VARIANTS = ['lamp', 'sofa', 'desk'];
const PAST = new Date(0);
const FUTURE = new Date(Date.now() + 3_600_000);

const orderId = fc.constantFrom('first', 'second', 'third', 'fourth');
const line = fc.record({ variantId: fc.constantFrom(...VARIANTS), quantity: fc.integer({ min: 1, max: 4 }) });
const message = fc.oneof(
  fc.record({
    type: fc.constant('reserve' as const),
    orderId,
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    expiresAt: fc.constantFrom(PAST, FUTURE),
  }),
  fc.record({ type: fc.constantFrom('release', 'allocate', 'expire', 'extend'), orderId }),
);
type Message = typeof message extends fc.Arbitrary<infer Each> ? Each : never;

function shopWith(book: InMemoryStockBook) {
  const commands = {
    release: new ReleaseStock(book),
    allocate: new AllocateStock(book),
    expire: new ExpireReservation(book),
    extend: new ExtendReservation(book),
  };
  return (said: Message): Promise<void> => {
    if (said.type === 'reserve') return new ReserveStock(book).execute(said);
    return commands[said.type].execute({ orderId: said.orderId, expiresAt: FUTURE });
  };
}

describe('whatever orders say, in whatever order and however often,', () => {
  const after = async (history: readonly Message[]): Promise<InMemoryStockBook> => {
    const book = new InMemoryStockBook();
    await book.open(VARIANTS.map((variantId) => ({ variantId, quantity: 6 })));
    const hear = shopWith(book);
    for (const said of history) await hear(said);
    return book;
  };
  const always = (check: (book: InMemoryStockBook) => void) =>
    fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 40 }), async (history) => check(await after(history))),
      { numRuns: 300 },
    );

  it('the sums of the ledger are the stock', async () => {
    await always(({ ledger, levels }) => {
      for (const [variantId, level] of levels) {
        const own = ledger.filter((movement) => movement.variantId === variantId);
        for (const number of ['onHand', 'reserved', 'allocated'] as const)
          expect(own.reduce((sum, movement) => sum + movement[number], 0)).toBe(level[number]);
      }
    });
  });

  it('what is held and sold is what orders hold and have bought', async () => {
    await always(({ reservations, levels }) => {
      const promised = (variantId: string, state: string): number =>
        [...reservations.values()]
          .filter((reservation) => reservation.state === state)
          .flatMap(({ lines }) => lines.filter((each) => each.variantId === variantId))
          .reduce((sum, { quantity }) => sum + quantity, 0);
      for (const [variantId, { reserved, allocated }] of levels)
        expect([reserved, allocated]).toEqual([promised(variantId, 'RESERVED'), promised(variantId, 'ALLOCATED')]);
    });
  });

  it('every reservation ends at most once', async () => {
    await always(({ ledger }) => {
      for (const variantId of VARIANTS) {
        const count = (kinds: string[]) =>
          ledger.filter(
            (movement) => movement.variantId === variantId && kinds.includes(movement.kind) && movement.reserved < 0,
          ).length;
        expect(count(['RELEASED', 'EXPIRED', 'ALLOCATED'])).toBeLessThanOrEqual(
          ledger.filter(({ kind, variantId: of }) => kind === 'RESERVED' && of === variantId).length,
        );
      }
    });
  });
});
