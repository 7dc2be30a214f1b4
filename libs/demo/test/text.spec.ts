import { demoShop, type LocalizedText } from '../src/index.ts';
import { someProducts } from './some-products.ts';

const CYRILLIC = /[А-Яа-яЁё]/;
const MIXED_WORD = /[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]/;
const LEFTOVER = /[{}[\]|]|undefined|NaN| {2}| [.,]|\.\.|«»/;

// Latin words that Russian writes as they are.
const BORROWED = /^(Full|HD|QHD|IPS|OLED|HEPA|eSIM|NFC|K|C)$/;

function latinWords(russian: string): string[] {
  return russian.match(/[A-Za-z]+/g) ?? [];
}

describe('demo texts', () => {
  const products = someProducts();
  const { categories } = demoShop({ seed: 2026, size: 'small' });
  const texts: LocalizedText[] = [
    ...categories.map(({ name }) => name),
    ...products.flatMap(({ name, description, attributes, options, variants, pictures }) => [
      name,
      description,
      ...attributes.map(({ label }) => label),
      ...options.map((option) => option.name),
      ...variants.map((variant) => variant.name),
      ...pictures.map(({ alt }) => alt),
    ]),
  ];

  it('keep Cyrillic out of English', () => {
    expect(texts.filter(({ en }) => CYRILLIC.test(en))).toEqual([]);
  });

  it('never mix two alphabets in one word', () => {
    expect(texts.filter(({ ru }) => MIXED_WORD.test(ru))).toEqual([]);
  });

  it('write Russian in Cyrillic, but for brands, models and a few borrowed signs', () => {
    const foreign = products.flatMap(({ name, description }) => {
      const known = new Set(latinWords(name.en));
      return latinWords(`${name.ru} ${description.ru}`).filter((word) => !known.has(word) && !BORROWED.test(word));
    });
    const brands = new Set(products.flatMap(({ brand }) => latinWords(brand)));
    expect([...new Set(foreign)].filter((word) => !brands.has(word))).toEqual([]);
    expect(products.filter(({ name }) => !CYRILLIC.test(name.ru))).toEqual([]);
  });

  it('leave no placeholder or stray space behind', () => {
    expect(texts.filter(({ en, ru }) => LEFTOVER.test(en) || LEFTOVER.test(ru))).toEqual([]);
  });

  it('describe each product in several sentences in both languages', () => {
    const sentences = (description: string): number => description.split(/[.?] /).length;
    const short = products.filter(
      ({ description: { en, ru } }) => sentences(en) < 3 || sentences(ru) < 3 || en.length < 120 || ru.length < 120,
    );
    expect(short.map(({ slug }) => slug)).toEqual([]);
  });
});
