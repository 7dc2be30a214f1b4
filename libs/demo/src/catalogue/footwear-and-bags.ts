import { about, boolean, byChoice, choice, number, oneOf, often, range, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { colours, shoeSizes } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, pluralNoun, text } from './words.ts';

const sneakers: ProductType = {
  code: 'sneakers',
  noun: pluralNoun('sneakers', 'кроссовки', 'pl'),
  brands: brands.footwear,
  model: pickWords({
    line: ['Dash', 'Boulevard', 'Tempo', 'Glide', 'Circuit', 'Skyline'],
    number: ['1', '2', '3', '4', '5', '6'],
    trim: ['', '', 'Low', 'Knit', 'Retro'],
  }),
  name: text('{brand} {line} {number} {trim} sneakers', '{Noun} {brand} {line} {number} {trim}'),
  attributes: [
    choice('upper', text('Upper', 'Верх'), [
      value('mesh', 'breathable mesh', 'дышащая сетка', 'дышащей сетки'),
      value('leather', 'leather', 'натуральная кожа', 'натуральной кожи'),
      value('suede', 'suede', 'замша', 'замши'),
      value('knit', 'knitted textile', 'трикотаж', 'трикотажа'),
    ]),
    number('sole', text('Sole height', 'Высота подошвы'), units.millimetre, range(22, 42, 2)),
    number(
      'weight',
      text('Weight of one shoe', 'Вес одной кроссовки'),
      units.gram,
      about(
        (known) =>
          byChoice('upper', { mesh: 190, leather: 280, suede: 260, knit: 180 })(known) + known.number('sole') * 2,
        5,
      ),
    ),
    boolean('reflective', text('Reflective details', 'Светоотражающие детали'), often(0.4)),
    boolean('removable-insole', text('Removable insole', 'Съёмная стелька'), often(0.7)),
  ],
  options: [colours(palettes.clothing, 1, 2), shoeSizes(36, 46)],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('upper', { mesh: 69_00, leather: 99_00, suede: 95_00, knit: 79_00 })(known) + known.number('sole') * 40,
    ),
  grams: (known) => known.number('weight') * 2 + 250,
};

const boots: ProductType = {
  code: 'boots',
  noun: pluralNoun('boots', 'ботинки', 'pl'),
  brands: brands.footwear,
  model: pickWords({
    line: ['Taiga', 'Ranger', 'Cobble', 'Granite', 'Forester', 'Polar'],
    number: ['10', '20', '30', '40', '50'],
  }),
  name: text('{brand} {line} {number} boots', '{Noun} {brand} {line} {number}'),
  attributes: [
    choice('upper', text('Upper', 'Верх'), [
      value('leather', 'full-grain leather', 'натуральная кожа', 'натуральной кожи'),
      value('nubuck', 'nubuck', 'нубук', 'нубука'),
    ]),
    choice('lining', text('Lining', 'Подкладка'), [
      value('textile', 'textile', 'текстиль', 'текстиля'),
      value('fleece', 'fleece', 'флис', 'флиса'),
      value('wool', 'wool', 'шерсть', 'шерсти'),
    ]),
    number(
      'warm-to',
      text('Comfortable down to', 'Комфортны до'),
      units.celsius,
      (random, known) => byChoice('lining', { textile: 4, fleece: -8, wool: -20 })(known) + random.integer(-2, 2),
    ),
    boolean('waterproof', text('Waterproof membrane', 'Водонепроницаемая мембрана'), often(0.55)),
    number('shaft', text('Shaft height', 'Высота голенища'), units.centimetre, range(11, 19)),
  ],
  options: [colours(palettes.leather.slice(0, 4), 1, 2), shoeSizes(37, 46)],
  euroCents: (known) => byTier(known, 85_00 + known.number('shaft') * 2_50 + (known.is('waterproof') ? 25_00 : 0)),
  grams: (known) => 900 + known.number('shaft') * 25,
};

const backpack: ProductType = {
  code: 'backpack',
  noun: noun('backpack', 'рюкзак', 'm'),
  brands: brands.bags,
  model: pickWords({
    line: ['Roam', 'Metro', 'Transit', 'Summit', 'Campus', 'Courier'],
    trim: ['', 'Roll', 'Slim', 'Pack'],
  }),
  name: text('{brand} {line} {trim} {volume} backpack', '{Noun} {brand} {line} {trim} {volume}'),
  attributes: [
    number('volume', text('Volume', 'Объём'), units.litre, oneOf(14, 18, 22, 26, 30, 40)),
    number('laptop', text('Fits a laptop up to', 'Для ноутбука до'), units.inch, (_, known) => {
      if (known.number('volume') < 18) return 13.3;
      return known.number('volume') < 26 ? 15.6 : 17.3;
    }),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => 380 + known.number('volume') * 21, 8),
    ),
    choice('material', text('Material', 'Материал'), [
      value('polyester', 'recycled polyester', 'переработанный полиэстер', 'переработанного полиэстера'),
      value('canvas', 'waxed canvas', 'вощёный канвас', 'вощёного канваса'),
      value('nylon', 'dense nylon', 'плотный нейлон', 'плотного нейлона'),
    ]),
    boolean('rain-cover', text('Rain cover', 'Дождевик в комплекте'), (random, known) =>
      random.chance(known.number('volume') > 22 ? 0.7 : 0.2),
    ),
  ],
  options: [colours(palettes.leather, 1, 4)],
  euroCents: (known) => byTier(known, 28_00 + known.number('volume') * 1_70),
  grams: (known) => known.number('weight') + 120,
};

export const footwearAndBags: Department = {
  slug: 'footwear-and-bags',
  name: text('Footwear and bags', 'Обувь и сумки'),
  groups: [
    {
      slug: 'footwear',
      name: text('Footwear', 'Обувь'),
      leaves: [
        { slug: 'sneakers', code: 'SNK', name: text('Sneakers', 'Кроссовки'), type: sneakers },
        { slug: 'boots', code: 'BTS', name: text('Boots', 'Ботинки'), type: boots },
      ],
    },
    {
      slug: 'bags',
      name: text('Bags', 'Сумки и рюкзаки'),
      leaves: [{ slug: 'backpacks', code: 'BPK', name: text('Backpacks', 'Рюкзаки'), type: backpack }],
    },
  ],
};
