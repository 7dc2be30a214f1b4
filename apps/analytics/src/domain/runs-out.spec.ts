import { runsOut } from './runs-out.ts';

const NOW = new Date('2126-05-01T00:00:00.000Z');

describe('a stock', () => {
  it.each([
    [14, 2, 7, '2126-05-08T00:00:00.000Z'],
    [5, 2, 2, '2126-05-03T12:00:00.000Z'],
    [0, 2, 0, '2126-05-01T00:00:00.000Z'],
    [-3, 2, 0, '2126-05-01T00:00:00.000Z'],
  ])('of %d lasts, at %d a day, %d whole days', (available, perDay, daysLeft, at) => {
    expect(runsOut(available, perDay, NOW)).toEqual({ daysLeft, runsOutAt: new Date(at) });
  });
});
