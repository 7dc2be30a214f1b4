import { about, boolean, byChoice, choice, number, oneOf, often, range, released, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { keyboard, laptop, monitor } from './computers.ts';
import { amounts, colours } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, pluralNoun, text } from './words.ts';

const smartphone: ProductType = {
  code: 'smartphone',
  noun: noun('smartphone', 'смартфон', 'm'),
  brands: brands.devices,
  model: pickWords({
    line: ['Nexo', 'Pulse', 'Volt', 'Mira', 'Halo', 'Drift', 'Zeno'],
    number: ['5', '6', '7', '8', '9', '10', '11', '12'],
    trim: ['', '', 'Pro', 'Plus', 'Lite', 'Ultra', 'Neo'],
  }),
  name: text('{brand} {line} {number} {trim}', '{Noun} {brand} {line} {number} {trim}'),
  attributes: [
    number('screen', text('Screen size', 'Диагональ экрана'), units.inch, oneOf(5.8, 6.1, 6.4, 6.7, 6.9)),
    number(
      'battery',
      text('Battery', 'Аккумулятор'),
      units.milliampereHour,
      (random, known) => 100 * about((facts) => facts.number('screen') * 7.4, 6)(random, known),
    ),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => known.number('screen') * 29.5, 5),
    ),
    number('camera', text('Main camera', 'Основная камера'), units.megapixel, (random, known) =>
      random.pick({ 1: [13, 48], 2: [48, 50, 64], 3: [64, 108, 200] }[known.brand.tier]),
    ),
    boolean('esim', text('eSIM', 'eSIM'), often(0.6)),
    boolean('nfc', text('NFC', 'NFC'), often(0.85)),
    released(),
  ],
  options: [
    amounts({ code: 'memory', name: text('Storage', 'Встроенная память'), unit: text('GB', 'ГБ'), min: 2, max: 3 }, [
      { amount: 64, price: 1 },
      { amount: 128, price: 1.13 },
      { amount: 256, price: 1.3 },
      { amount: 512, price: 1.58 },
      { amount: 1024, price: 1.98 },
    ]),
    colours(palettes.devices, 2, 3),
  ],
  euroCents: (known) => byTier(known, 150_00 + known.number('camera') * 2_40 + (known.number('screen') - 5) * 90_00),
  grams: (known) => known.number('weight') + 180,
};

const tablet: ProductType = {
  code: 'tablet',
  noun: noun('tablet', 'планшет', 'm'),
  brands: brands.devices,
  model: (random, facts) => ({
    ...pickWords({ line: ['Slate', 'Folio', 'Palette', 'Leaf', 'Sketch'], trim: ['', 'Air', 'Pro', 'Kids', 'Go'] })(
      random,
      facts,
    ),
    inches: String(Math.trunc(facts.number('screen'))),
  }),
  name: text('{brand} {line} {inches} {trim} ({year})', '{Noun} {brand} {line} {inches} {trim} ({year})'),
  attributes: [
    number('screen', text('Screen size', 'Диагональ экрана'), units.inch, oneOf(8.7, 10.1, 11, 12.4, 13)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => known.number('screen') * 46, 7),
    ),
    number('battery', text('Battery life', 'Время работы'), units.hour, range(8, 16)),
    boolean('stylus', text('Stylus included', 'Стилус в комплекте'), often(0.35)),
    released(),
  ],
  options: [
    amounts({ code: 'memory', name: text('Storage', 'Встроенная память'), unit: text('GB', 'ГБ'), min: 2, max: 3 }, [
      { amount: 64, price: 1 },
      { amount: 128, price: 1.15 },
      { amount: 256, price: 1.36 },
      { amount: 512, price: 1.7 },
    ]),
    colours(palettes.devices, 1, 2),
  ],
  euroCents: (known) => byTier(known, (known.number('screen') - 5) * 62_00 + (known.is('stylus') ? 60_00 : 0)),
  grams: (known) => known.number('weight') + 350,
};

const headphones: ProductType = {
  code: 'headphones',
  noun: pluralNoun('headphones', 'наушники', 'pl'),
  brands: brands.audio,
  model: pickWords({
    line: ['Cadenza', 'Whisper', 'Echo', 'Largo', 'Vivace', 'Quiet', 'Tonic'],
    number: ['100', '200', '300', '450', '500', '700', '900'],
    trim: ['', 'NC', 'Air', 'Studio', 'Sport'],
  }),
  name: text('{brand} {line} {number} {trim} headphones', '{Noun} {brand} {line} {number} {trim}'),
  attributes: [
    choice('fit', text('Fit', 'Посадка'), [
      value('over-ear', 'over-ear', 'полноразмерные'),
      value('on-ear', 'on-ear', 'накладные'),
      value('in-ear', 'in-ear', 'внутриканальные'),
    ]),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about(byChoice('fit', { 'over-ear': 270, 'on-ear': 170, 'in-ear': 12 }), 12),
    ),
    number(
      'battery',
      text('Battery life', 'Время работы'),
      units.hour,
      about(byChoice('fit', { 'over-ear': 40, 'on-ear': 30, 'in-ear': 8 }), 25),
    ),
    boolean('noise-cancelling', text('Noise cancelling', 'Шумоподавление'), (random, known) =>
      random.chance(known.brand.tier * 0.3),
    ),
    boolean('microphone', text('Microphone', 'Микрофон'), often(0.9)),
    released(),
  ],
  options: [colours(palettes.devices, 2, 3)],
  euroCents: (known) =>
    byTier(known, 45_00 + known.number('battery') * 1_20 + (known.is('noise-cancelling') ? 75_00 : 0)),
  grams: (known) => known.number('weight') + 160,
};

const speaker: ProductType = {
  code: 'speaker',
  noun: noun('portable speaker', 'портативная колонка', 'f'),
  brands: brands.audio,
  model: pickWords({
    line: ['Boom', 'Campfire', 'Terrace', 'Pebble', 'Drum', 'Wave'],
    number: ['1', '2', '3', '4', '5'],
    trim: ['', 'Mini', 'Max', 'Go'],
  }),
  name: text('{brand} {line} {number} {trim} speaker', '{Noun} {brand} {line} {number} {trim}'),
  attributes: [
    number('power', text('Power', 'Мощность'), units.watt, oneOf(5, 10, 20, 30, 40, 60)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => 220 + known.number('power') * 24, 6),
    ),
    number('battery', text('Battery life', 'Время работы'), units.hour, range(8, 30, 2)),
    boolean('waterproof', text('Waterproof', 'Защита от воды'), often(0.65)),
    boolean('stereo-pair', text('Stereo pairing', 'Объединение в стереопару'), often(0.5)),
    released(),
  ],
  options: [colours([...palettes.devices.slice(0, 2), ...palettes.sport.slice(1, 6)], 2, 4)],
  euroCents: (known) => byTier(known, 29_00 + known.number('power') * 3_10 + (known.is('waterproof') ? 15_00 : 0)),
  grams: (known) => known.number('weight') + 200,
};

export const electronics: Department = {
  slug: 'electronics',
  name: text('Electronics', 'Электроника'),
  groups: [
    {
      slug: 'computers',
      name: text('Computers', 'Компьютеры'),
      leaves: [
        { slug: 'laptops', code: 'LAP', name: text('Laptops', 'Ноутбуки'), type: laptop },
        { slug: 'monitors', code: 'MON', name: text('Monitors', 'Мониторы'), type: monitor },
        { slug: 'keyboards', code: 'KBD', name: text('Keyboards', 'Клавиатуры'), type: keyboard },
      ],
    },
    {
      slug: 'phones-and-tablets',
      name: text('Phones and tablets', 'Смартфоны и планшеты'),
      leaves: [
        { slug: 'smartphones', code: 'PHN', name: text('Smartphones', 'Смартфоны'), type: smartphone },
        { slug: 'tablets', code: 'TAB', name: text('Tablets', 'Планшеты'), type: tablet },
      ],
    },
    {
      slug: 'audio',
      name: text('Audio', 'Аудиотехника'),
      leaves: [
        { slug: 'headphones', code: 'HPH', name: text('Headphones', 'Наушники'), type: headphones },
        {
          slug: 'portable-speakers',
          code: 'SPK',
          name: text('Portable speakers', 'Портативные колонки'),
          type: speaker,
        },
      ],
    },
  ],
};
