import type { HeardMessage } from '../domain/heard.ts';
import { type Known, Projections } from '../domain/projections.ts';
import { RebuildRun } from './rebuild-run.ts';

/** A database in which nothing that is written can be found yet, and what it is told. */
class StillWriting extends Projections {
  readonly told: string[] = [];

  take = async (): Promise<Known> => ({ orders: new Map(), reviews: new Map(), fresh: new Set() });
  append: Projections['append'] = async ({ orders, tallies }) => this.tell('append', orders, tallies.length);
  store: Projections['store'] = async (_, { firstOrders, orders, tallies }) =>
    this.tell('store', [...firstOrders, ...orders], tallies.length);
  settle = async (): Promise<void> => void this.told.push('settle');
  keepLive = async (): Promise<void> => undefined;
  forgetRareSearches = async (): Promise<void> => undefined;
  clearNext = async (): Promise<void> => undefined;
  survey = async (): Promise<void> => undefined;
  stopFolding = async (): Promise<void> => undefined;
  differences = async (): Promise<number> => 0;
  swap = async (): Promise<void> => undefined;

  private tell(what: string, orders: readonly { orderId: string; paidAt: string | null }[], tallies: number): void {
    const shown = orders.map(({ orderId, paidAt }) => `${orderId} ${paidAt ? 'paid' : 'unpaid'}`);
    this.told.push([what, ...shown, `${tallies} tallies`].join(', '));
  }
}

const named = { orderId: 'o', orderNumber: '1', customerId: 'c' };
const total = { amount: '500', currency: 'EUR' } as const;
const placed = {
  id: '1',
  type: 'order.placed.v1',
  subject: 'o',
  sequence: '1',
  time: '2126-05-01T10:00:00.000Z',
  data: { ...named, cartId: 'k', total, lines: [] },
} satisfies HeardMessage;
const paid: HeardMessage = { ...placed, id: '2', type: 'order.paid.v1', data: { ...named, total, lines: [] } };

describe('a run of folding everything anew', () => {
  const started = (writtenEvery: number) => {
    const projections = new StillWriting();
    const database = { transaction: <T>(work: () => Promise<T>) => work() };
    const progress: number[] = [];
    const onProgress = async (folded: number): Promise<void> => void progress.push(folded);
    return { run: new RebuildRun(database, projections, { onProgress, writtenEvery }), projections, progress };
  };

  it('knows of an order what is still being written, and changes it where it is', async () => {
    const { run, projections, progress } = started(1);
    for (const message of [placed, paid, placed]) await run.hear([message]);
    await run.settle();
    expect(projections.told).toEqual([
      'append, o unpaid, 1 tallies',
      'store, 0 tallies',
      'append, 1 tallies',
      'store, o paid, 0 tallies',
      'append, 0 tallies',
      'store, 0 tallies',
      'append, 0 tallies',
      'store, 0 tallies',
      'settle',
    ]);
    expect([run.folded, progress]).toEqual([3, [1, 2, 3, 3]]);
  });

  it('finds everything once it is settled', async () => {
    const { run, projections } = started(10);
    await run.settle();
    await run.hear([placed]);
    await run.writeAll();
    expect(projections.told.at(-1)).toBe('store, o unpaid, 1 tallies');
  });

  it('fails when something could not be written', async () => {
    const { run, projections } = started(1);
    projections.append = async () => {
      throw new Error('The disk is full.');
    };
    await run.hear([placed]);
    await expect(run.settle()).rejects.toThrow('The disk is full.');
  });
});
