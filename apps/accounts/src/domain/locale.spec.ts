import { preferredLocale } from './locale.ts';

describe('the language of a client', () => {
  it.each([
    ['ru', 'RU'],
    ['ru-RU,ru;q=0.9,en-US;q=0.8', 'RU'],
    ['de-DE, ru;q=0.5', 'RU'],
    ['en-GB,ru;q=0.9', 'EN'],
    ['de', 'EN'],
    ['*', 'EN'],
    ['', 'EN'],
    [undefined, 'EN'],
  ])('%j is %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});
