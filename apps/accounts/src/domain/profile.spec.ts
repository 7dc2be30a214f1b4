import { isBirthday, PHONE } from './profile.ts';

const TODAY = new Date('2026-11-21T12:00:00Z');

describe('a birthday', () => {
  it.each(['1900-01-01', '2000-02-29', '2026-11-21'])('is %s', (day) => {
    expect(isBirthday(day, TODAY)).toBe(true);
  });

  it.each(['2026-11-22', '1899-12-31', '2001-02-29', '2001-13-01', '2001-1-1', '01.01.2001', '', '2001-01-01T00:00Z'])(
    'is not "%s"',
    (day) => {
      expect(isBirthday(day, TODAY)).toBe(false);
    },
  );
});

describe('a phone number', () => {
  it('is written as E.164', () => {
    expect('+4915112345678').toMatch(PHONE);
    for (const other of ['015112345678', '+0123456789', '+12', '+49 151 12345678', '+1234567890123456', '+1234567x'])
      expect(other).not.toMatch(PHONE);
  });
});
