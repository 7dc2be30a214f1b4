import { vi } from 'vitest';
import { GroupPositions, type Positions } from './group-positions.ts';

describe('the positions of groups', () => {
  let stored: Record<string, bigint>[];
  let failures: string[];
  let store: (positions: Positions) => Promise<void>;
  let positions: GroupPositions;

  beforeEach(() => {
    vi.useFakeTimers();
    [stored, failures] = [[], []];
    store = async (moved) => void stored.push(Object.fromEntries(moved));
    positions = new GroupPositions(
      (moved) => store(moved),
      (error) => failures.push(error.message),
    );
  });
  afterEach(() => vi.useRealTimers());

  it('are stored together, a moment after the first has moved', async () => {
    positions.move('orders', 3n);
    positions.move('payments', 4n);
    positions.move('orders', 5n);
    await vi.advanceTimersByTimeAsync(99);
    expect(stored).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(stored).toEqual([{ orders: 5n, payments: 4n }]);
  });

  it('are stored at once when somebody leaves, and nothing is stored twice', async () => {
    positions.move('orders', 3n);
    await positions.settle();
    await positions.settle();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored).toEqual([{ orders: 3n }]);
  });

  it('are stored later when they could not be, unless the group has moved on', async () => {
    store = () => Promise.reject(new Error('The database is away.'));
    positions.move('orders', 3n);
    positions.move('payments', 4n);
    const settling = positions.settle();
    positions.move('orders', 5n);
    await settling;
    store = async (moved) => void stored.push(Object.fromEntries(moved));
    await vi.advanceTimersByTimeAsync(200);
    expect(stored).toEqual([{ orders: 5n, payments: 4n }]);
    expect(failures).toEqual(['The database is away.']);
  });

  it('are tried less and less often while they cannot be stored, and no more once they are closed', async () => {
    store = () => Promise.reject(new Error('The database is away.'));
    positions.move('orders', 3n);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(failures.length).toBeLessThan(20);
    await positions.close();
    const tries = failures.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(failures).toHaveLength(tries);
  });
});
