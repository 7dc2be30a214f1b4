import { about, boolean, byChoice, choice, colour, number, oneOf, often, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { amounts } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { massNoun, noun, text } from './words.ts';

const perfume: ProductType = {
  code: 'perfume',
  noun: noun('perfume', 'парфюмерная вода', 'f'),
  brands: brands.beauty,
  model: pickWords({
    line: ['Soir', 'Jardin', 'Brume', 'Aurore', 'Mistral', 'Velours', 'Ambre'],
    number: ['No. 1', 'No. 3', 'No. 5B', 'No. 8', 'No. 12', 'No. 21'],
  }),
  name: text('{brand} {line} {number} perfume', '{Noun} {brand} {line} {number}'),
  attributes: [
    choice('family', text('Scent family', 'Семейство аромата'), [
      value('floral', 'floral', 'цветочный', 'цветочного'),
      value('woody', 'woody', 'древесный', 'древесного'),
      value('citrus', 'citrus', 'цитрусовый', 'цитрусового'),
      value('spicy', 'spicy', 'пряный', 'пряного'),
    ]),
    number(
      'lasting',
      text('Lasts', 'Стойкость'),
      units.hour,
      about(byChoice('family', { floral: 6, woody: 9, citrus: 4, spicy: 8 }), 15),
    ),
    boolean('unisex', text('Unisex', 'Унисекс'), often(0.4)),
    colour(text('Bottle colour', 'Цвет флакона'), palettes.beauty),
  ],
  options: [
    amounts({ code: 'volume', name: text('Volume', 'Объём'), unit: text('ml', 'мл'), min: 2, max: 3 }, [
      { amount: 30, price: 1, weight: 1 },
      { amount: 50, price: 1.35, weight: 1.4 },
      { amount: 100, price: 1.95, weight: 2.1 },
    ]),
  ],
  euroCents: (known) => byTier(known, 31_00 + known.number('lasting') * 2_60),
  grams: () => 160,
};

const cream: ProductType = {
  code: 'face-cream',
  noun: noun('face cream', 'крем для лица', 'm'),
  brands: brands.beauty,
  model: pickWords({
    line: ['Dew', 'Calm', 'Silk', 'Glow', 'Shield', 'Balance'],
    trim: ['', 'Day', 'Night', 'Light', 'Rich'],
  }),
  name: text('{brand} {line} {trim} face cream', '{Noun} {brand} {line} {trim}'),
  attributes: [
    choice('skin', text('Skin type', 'Тип кожи'), [
      value('dry', 'dry', 'сухая', 'сухой'),
      value('oily', 'oily', 'жирная', 'жирной'),
      value('sensitive', 'sensitive', 'чувствительная', 'чувствительной'),
      value('normal', 'normal', 'нормальная', 'нормальной'),
    ]),
    number('spf', text('Sun protection factor', 'Фактор защиты от солнца'), null, oneOf(0, 15, 30, 50)),
    boolean('vegan', text('Vegan', 'Веганский состав'), often(0.55)),
    boolean(
      'fragrance-free',
      text('Fragrance free', 'Без отдушек'),
      (random, known) => known.choice('skin') === 'sensitive' || random.chance(0.3),
    ),
    number('shelf-life', text('Use within', 'Использовать в течение'), units.month, oneOf(6, 9, 12)),
    colour(text('Jar colour', 'Цвет баночки'), palettes.beauty),
  ],
  options: [
    amounts({ code: 'volume', name: text('Volume', 'Объём'), unit: text('ml', 'мл'), min: 1, max: 2 }, [
      { amount: 30, price: 1, weight: 1 },
      { amount: 50, price: 1.4, weight: 1.5 },
      { amount: 75, price: 1.8, weight: 2 },
    ]),
  ],
  euroCents: (known) => byTier(known, 11_00 + known.number('spf') * 18),
  grams: () => 85,
};

const soap: ProductType = {
  code: 'soap',
  noun: massNoun('soap', 'мыло', 'n'),
  brands: brands.beauty,
  model: pickWords({ line: ['Garden', 'Bathhouse', 'Orchard', 'Seaside', 'Apiary'] }),
  name: text('{brand} {line} soap with {scent}', '{Noun} {brand} {line} с ароматом {scent.of}'),
  attributes: [
    choice('scent', text('Scent', 'Аромат'), [
      value('lavender', 'lavender', 'лаванда', 'лаванды'),
      value('honey', 'honey', 'мёд', 'мёда'),
      value('pine', 'pine', 'сосна', 'сосны'),
      value('citrus', 'citrus', 'цитрус', 'цитруса'),
    ]),
    boolean('handmade', text('Handmade', 'Ручная работа'), often(0.5)),
    number('weight', text('Weight', 'Вес'), units.gram, oneOf(75, 90, 100, 120)),
    colour(text('Colour', 'Цвет'), palettes.beauty),
  ],
  options: [
    amounts(
      { code: 'pack', name: text('Bars in a pack', 'Кусков в упаковке'), unit: text('pcs', 'шт.'), min: 1, max: 3 },
      [
        { amount: 1, price: 1, weight: 1 },
        { amount: 3, price: 2.7, weight: 3 },
        { amount: 6, price: 5, weight: 6 },
      ],
    ),
  ],
  euroCents: (known) => byTier(known, 2_50 + known.number('weight') * 3 + (known.is('handmade') ? 1_50 : 0)),
  grams: (known) => known.number('weight') + 10,
};

export const beauty: Department = {
  slug: 'beauty',
  name: text('Beauty', 'Красота'),
  groups: [
    {
      slug: 'fragrance',
      name: text('Fragrance', 'Парфюмерия'),
      leaves: [{ slug: 'perfumes', code: 'PRF', name: text('Perfumes', 'Парфюмерная вода'), type: perfume }],
    },
    {
      slug: 'care',
      name: text('Care', 'Уход'),
      leaves: [
        { slug: 'face-creams', code: 'CRM', name: text('Face creams', 'Кремы для лица'), type: cream },
        { slug: 'soap', code: 'SOP', name: text('Soap', 'Мыло'), type: soap },
      ],
    },
  ],
};
