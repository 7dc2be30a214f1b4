import { demoShop } from '../src/index.ts';

describe('demo customers', () => {
  const shop = demoShop({ seed: 11, size: 'small' });
  const people = [...shop.customers(2_000)];

  it('live on domains that are reserved for examples', () => {
    const strangers = people.filter(({ email }) => !/^[a-z]+\.[a-z]+\d*@example\.(com|org|net)$/.test(email));
    expect(strangers).toEqual([]);
  });

  it('share neither an e-mail address nor an id', () => {
    expect(new Set(people.map(({ email }) => email.split('@')[0])).size).toBe(people.length);
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
  });

  it('are the same people however many are asked for', () => {
    expect([...shop.customers(10)]).toEqual(people.slice(0, 10));
  });

  it('have names in both languages', () => {
    const names = people.flatMap(({ givenName, familyName }) => [givenName, familyName]);
    expect(names.filter(({ en, ru }) => !/^[A-Z][a-z]+$/.test(en) || !/^[А-ЯЁ][а-яё]+$/.test(ru))).toEqual([]);
  });

  it('inflect Russian family names by gender', () => {
    const families = (given: string): string[] =>
      people
        .filter(({ givenName, locale }) => givenName.en === given && locale === 'ru')
        .map(({ familyName }) => familyName.ru);
    expect(families('Anna').every((family) => family.endsWith('а'))).toBe(true);
    expect(families('Ivan').every((family) => family.endsWith('в'))).toBe(true);
    expect(families('Anna')).not.toHaveLength(0);
  });
});
