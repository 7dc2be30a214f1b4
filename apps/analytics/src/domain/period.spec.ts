import fc from 'fast-check';
import { InvalidPeriod, UnknownTimeZone } from './analytics.errors.ts';
import { DaysOfZone } from './days-of-zone.ts';
import { bucketsOf, type Bucket, stretchOf } from './period.ts';

const HOUR_MS = 3_600_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Asia/Beirut',
];

const hoursOf = (from: string, to: string, timeZone: string, bucket: Bucket = 'DAY'): number[] =>
  bucketsOf({ from, to, timeZone }, bucket).map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS);
const first = (day: string, timeZone: string): string =>
  new Date(new DaysOfZone(timeZone).beginningOf(day)).toISOString();

describe('the days of a time zone', () => {
  it.each([
    ['2026-03-01', 'UTC', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01', 'Europe/Moscow', '2026-02-28T21:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-07-01', 'Asia/Kathmandu', '2026-06-30T18:15:00.000Z'],
    ['2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
    ['2026-07-01', 'Pacific/Pago_Pago', '2026-07-01T11:00:00.000Z'],
  ])('%s in %s begins at %s', (day, timeZone, moment) => {
    expect(first(day, timeZone)).toBe(moment);
  });

  it('have 23 and 25 hours when clocks change', () => {
    expect(hoursOf('2026-03-28', '2026-03-30', 'Europe/Berlin')).toEqual([24, 23, 24]);
    expect(hoursOf('2026-10-24', '2026-10-26', 'Europe/Berlin')).toEqual([24, 25, 24]);
  });

  it('begin at one where clocks are set forwards at midnight', () => {
    expect(first('2025-03-30', 'Asia/Beirut')).toBe('2025-03-29T22:00:00.000Z');
    expect(hoursOf('2025-03-29', '2025-03-31', 'Asia/Beirut')).toEqual([24, 23, 24]);
  });

  it('are those of no zone that does not exist', () => {
    expect(() => stretchOf({ from: '2026-01-01', to: '2026-01-01', timeZone: 'Mars/Olympus' })).toThrow(
      UnknownTimeZone,
    );
  });
});

describe('the buckets of a period', () => {
  it('are weeks from Monday, the first and the last as long as they are in it', () => {
    expect(hoursOf('2026-03-04', '2026-03-17', 'UTC', 'WEEK')).toEqual([5 * 24, 7 * 24, 2 * 24]);
  });

  it('are months of their own length', () => {
    expect(hoursOf('2026-01-15', '2026-04-01', 'UTC', 'MONTH')).toEqual([17 * 24, 28 * 24, 31 * 24, 24]);
  });

  it('cover the period without gap or overlap, in any zone', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const period = fc.record({
      start: day,
      days: fc.integer({ min: 0, max: 200 }),
      timeZone: fc.constantFrom(...ZONES),
      bucket: fc.constantFrom<Bucket>('DAY', 'WEEK', 'MONTH'),
    });
    fc.assert(
      fc.property(period, ({ start, days, timeZone, bucket }) => {
        const from = start.toISOString().slice(0, 10);
        const to = new Date(start.getTime() + days * 24 * HOUR_MS).toISOString().slice(0, 10);
        const buckets = bucketsOf({ from, to, timeZone }, bucket);
        const whole = stretchOf({ from, to, timeZone });
        expect([buckets[0]?.startMs, buckets.at(-1)?.endMs]).toEqual([whole.startMs, whole.endMs]);
        for (const [index, { startMs, endMs }] of buckets.entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          if (index > 0) expect(startMs).toBe(buckets[index - 1]?.endMs);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['2026-02-30', '2026-03-01'],
    ['2026-3-1', '2026-03-02'],
    ['2026-03-02', '2026-03-01'],
    ['2000-01-01', '2026-03-01'],
  ])('are none of %s to %s', (from, to) => {
    expect(() => bucketsOf({ from, to, timeZone: 'UTC' }, 'MONTH')).toThrow(InvalidPeriod);
  });

  it('are not more than one can look at', () => {
    expect(() => hoursOf('2024-01-01', '2026-01-01', 'UTC')).toThrow(InvalidPeriod);
  });
});
