import { waitAfter } from './throttle.ts';

const BUDGET = { key: 'login', free: 10, windowMs: 900_000, longestWaitMs: 900_000 };

describe('the wait between tries', () => {
  it('[AUTH-11] doubles with each try past the free ones', () => {
    expect([11, 12, 13, 14].map((tries) => waitAfter(tries, BUDGET))).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('[AUTH-11] never locks an account for good: it ends at the longest wait', () => {
    expect(waitAfter(5_000, BUDGET)).toBe(900_000);
  });
});
