import { isLinearizable, type StockOperation } from './linearizable.ts';

const take = (invokedAt: number, endedAt: number, quantity = 1): StockOperation => ({
  invokedAt,
  endedAt,
  change: -quantity,
});
const give = (invokedAt: number, endedAt: number, quantity = 1): StockOperation => ({
  invokedAt,
  endedAt,
  change: quantity,
});
const refuse = (invokedAt: number, endedAt: number, quantity = 1): StockOperation => ({
  invokedAt,
  endedAt,
  change: 0,
  sawLessThan: quantity,
});

describe('a history of stock is linearizable', () => {
  it('when each change finds what it takes', () => {
    expect(isLinearizable([take(0, 1), take(2, 3), refuse(4, 5)], 2, 0)).toBe(true);
  });

  it('when overlapping calls can be told in some order', () => {
    expect(isLinearizable([refuse(0, 9), take(1, 2), give(3, 8), take(4, 5)], 1, 0)).toBe(true);
  });

  it('when a call that nobody answered happened long after', () => {
    expect(isLinearizable([take(0, Infinity), take(1, 2), give(10, 11)], 1, 0)).toBe(true);
  });
});

describe('a history of stock is not linearizable', () => {
  it('when more is sold than there is', () => {
    expect(isLinearizable([take(0, 5), take(0, 5)], 1, -1)).toBe(false);
  });

  it('when somebody is refused what was there all the while', () => {
    expect(isLinearizable([take(0, 1), refuse(2, 3)], 2, 1)).toBe(false);
  });

  it('when a change is lost', () => {
    expect(isLinearizable([take(0, 1), take(0, 1)], 5, 4)).toBe(false);
  });

  it('when it is told against real time', () => {
    expect(isLinearizable([take(0, 1), give(2, 3)], 0, 0)).toBe(false);
  });
});
