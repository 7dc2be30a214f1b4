import { NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { allocate, release, reserve } from '../src/domain/reservation.ts';
import { move, type StockLevel } from '../src/domain/stock.ts';
import type { StockBook } from '../src/domain/stock-book.ts';

/** A book with a variant in it of which there are so many. */
export type OpenBook = (quantity: number) => Promise<{ book: StockBook; variantId: string }>;

/** What every stock book promises. */
export function describeStockBook(name: string, open: OpenBook): void {
  describe(`the ${name} stock book`, () => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    const levelOf = (book: StockBook, variantId: string): Promise<StockLevel> =>
      book.adjust(variantId, { source: 'test', line: uuidv7() }, () => []);
    const hold = (book: StockBook, orderId: string, variantId: string, quantity: number): Promise<void> => {
      const request = { orderId, lines: [{ variantId, quantity }], expiresAt };
      return book.settle(orderId, request.lines, (held, levels) => reserve(held, request, levels));
    };

    it('shows a decision what is there, and stores what it chooses', async () => {
      const { book, variantId } = await open(5);
      await hold(book, uuidv7(), variantId, 2);
      expect(await levelOf(book, variantId)).toEqual({ onHand: 5, reserved: 2, allocated: 0, available: 3 });
    });

    it('shows the next decision what the one before left', async () => {
      const { book, variantId } = await open(5);
      const orderId = uuidv7();
      await hold(book, orderId, variantId, 2);
      await book.settle(orderId, [], (held, levels) => {
        expect(held).toEqual({ state: 'RESERVED', orderId, lines: [{ variantId, quantity: 2 }], expiresAt });
        expect(levels.get(variantId)).toMatchObject({ reserved: 2 });
        return allocate(held, orderId, levels);
      });
      await book.settle(orderId, [], (held) => {
        expect(held).toEqual({ state: 'ALLOCATED', orderId, lines: [{ variantId, quantity: 2 }] });
        return {};
      });
      expect(await levelOf(book, variantId)).toEqual({ onHand: 5, reserved: 0, allocated: 2, available: 3 });
    });

    it('remembers a release of nothing', async () => {
      const { book } = await open(0);
      const orderId = uuidv7();
      await book.settle(orderId, [], (held) => release(held, orderId));
      await book.settle(orderId, [], (held) => {
        expect(held).toEqual({ state: 'RELEASED', orderId, lines: [] });
        return {};
      });
    });

    it('does not show a variant that does not exist, and does not adjust it', async () => {
      const { book } = await open(0);
      const variantId = uuidv7();
      await book.settle(uuidv7(), [{ variantId, quantity: 1 }], (_, levels) => {
        expect(levels.has(variantId)).toBe(false);
        return {};
      });
      await expect(levelOf(book, variantId)).rejects.toThrow(NotFound);
    });

    it('stores nothing of a decision that takes more than there is', async () => {
      const { book, variantId } = await open(1);
      const orderId = uuidv7();
      const lines = [{ variantId, quantity: 2 }];
      const greedy = book.settle(orderId, lines, () => ({
        reservation: { state: 'ALLOCATED', orderId, lines },
        movements: move('ALLOCATED', lines, (quantity) => ({ allocated: quantity })),
      }));
      await expect(greedy).rejects.toThrow();
      expect(await levelOf(book, variantId)).toMatchObject({ allocated: 0, available: 1 });
      await book.settle(orderId, [], (held) => {
        expect(held).toBeUndefined();
        return {};
      });
    });

    it('stores nothing when a decision throws', async () => {
      const { book, variantId } = await open(1);
      const failing = book.adjust(variantId, { source: 'test', line: uuidv7() }, () => {
        throw new Error('no decision');
      });
      await expect(failing).rejects.toThrow('no decision');
      expect(await levelOf(book, variantId)).toMatchObject({ onHand: 1 });
    });

    it('answers the new level of what it adjusts', async () => {
      const { book, variantId } = await open(1);
      const more = move('RECEIVED', [{ variantId, quantity: 4 }], (quantity) => ({ onHand: quantity }));
      const level = await book.adjust(variantId, { source: 'test', line: uuidv7() }, () => more);
      expect(level).toEqual({ onHand: 5, reserved: 0, allocated: 0, available: 5 });
    });

    it('lets decisions that are taken at once see each other', async () => {
      const { book, variantId } = await open(5);
      await Promise.all(Array.from({ length: 12 }, () => hold(book, uuidv7(), variantId, 1)));
      expect(await levelOf(book, variantId)).toEqual({ onHand: 5, reserved: 5, allocated: 0, available: 0 });
    });
  });
}
