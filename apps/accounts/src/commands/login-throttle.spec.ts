import { waitAfter } from './login-throttle.ts';

describe('the wait between logins', () => {
  it('doubles with each try past the free ones', () => {
    expect([11, 12, 13, 14].map((tries) => waitAfter(tries, 10))).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('never locks an account for good: it ends at a quarter of an hour', () => {
    expect(waitAfter(5_000, 10)).toBe(15 * 60_000);
  });
});
