import { isTimeZone, nextDigestAt } from './digest-time.ts';

describe('the moment of a digest', () => {
  it.each([
    ['UTC', 9, '2026-11-21T08:59:59Z', '2026-11-21T09:00:00.000Z'],
    ['UTC', 9, '2026-11-21T09:00:00Z', '2026-11-22T09:00:00.000Z'],
    ['Europe/Moscow', 9, '2026-11-21T05:30:00Z', '2026-11-21T06:00:00.000Z'],
    ['Asia/Kolkata', 9, '2026-11-21T03:10:00Z', '2026-11-21T03:30:00.000Z'],
    ['Pacific/Chatham', 0, '2026-11-21T12:00:00Z', '2026-11-22T10:15:00.000Z'],
    // Clocks are set back: the hour comes twice, and the first one counts.
    ['Europe/Berlin', 2, '2026-10-24T22:30:00Z', '2026-10-25T00:00:00.000Z'],
    // Clocks are set forwards: there is no such hour.
    ['Europe/Berlin', 2, '2027-03-28T00:30:00Z', '2027-03-28T01:00:00.000Z'],
  ])('in %s at %i, seen from %s, is %s', (timeZone, hour, now, expected) => {
    expect(nextDigestAt({ timeZone, hour }, new Date(now)).toISOString()).toBe(expected);
  });
});

describe('a time zone', () => {
  it('is one of the IANA database', () => {
    expect(['Europe/Moscow', 'UTC', 'Europe/Atlantis', "' OR 1=1"].map(isTimeZone)).toEqual([true, true, false, false]);
  });
});
