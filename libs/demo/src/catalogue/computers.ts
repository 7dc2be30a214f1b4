import { about, boolean, byChoice, choice, number, oneOf, often, released, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { amounts, colours } from './options.ts';
import { byTier, pickWords, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, text } from './words.ts';

const TRIMS = ['', '', 'Pro', 'Plus', 'Lite', 'Max', 'SE', 'X'];

export const laptop: ProductType = {
  code: 'laptop',
  noun: noun('laptop', 'ноутбук', 'm'),
  brands: brands.devices,
  model: (random, facts) => ({
    ...pickWords({ line: ['Aero', 'Terra', 'Strato', 'Vertex', 'Lumen', 'Orbit', 'Fjord', 'Quanta'], trim: TRIMS })(
      random,
      facts,
    ),
    inches: String(Math.trunc(facts.number('screen'))),
  }),
  name: text('{brand} {line} {inches} {trim} ({year})', '{Noun} {brand} {line} {inches} {trim} ({year})'),
  attributes: [
    number('screen', text('Screen size', 'Диагональ экрана'), units.inch, oneOf(13.3, 14, 15.6, 16, 17.3)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about((known) => known.number('screen') * known.number('screen') * 0.0078, 8, 2),
    ),
    number('cores', text('Processor cores', 'Ядер процессора'), null, (random, known) =>
      random.pick({ 1: [4, 6, 8], 2: [8, 10, 12], 3: [10, 12, 16] }[known.brand.tier]),
    ),
    choice(
      'panel',
      text('Panel', 'Матрица'),
      [value('ips', 'IPS', 'IPS'), value('oled', 'OLED', 'OLED')],
      (panel, known) => panel.code === 'ips' || known.brand.tier > 1,
    ),
    number(
      'battery',
      text('Battery life', 'Время работы'),
      units.hour,
      about((known) => 22 - known.number('cores') * 0.6, 15),
    ),
    boolean('touch', text('Touch screen', 'Сенсорный экран'), often(0.3)),
    released(),
  ],
  options: [
    amounts({ code: 'memory', name: text('Memory', 'Оперативная память'), unit: text('GB', 'ГБ'), min: 2, max: 3 }, [
      { amount: 8, price: 1 },
      { amount: 16, price: 1.16 },
      { amount: 32, price: 1.42 },
      { amount: 64, price: 1.85 },
    ]),
    colours(palettes.devices.slice(0, 5), 1, 2),
  ],
  euroCents: (known) =>
    byTier(known, 330_00 + known.number('cores') * 55_00 + (known.choice('panel') === 'oled' ? 180_00 : 0)),
  grams: (known) => known.number('weight') * 1000 + 650,
};

export const monitor: ProductType = {
  code: 'monitor',
  noun: noun('monitor', 'монитор', 'm'),
  brands: brands.devices,
  model: (random, facts) => ({
    ...pickWords({ line: ['View', 'Panorama', 'Canvas', 'Horizon', 'Studio', 'Prisma'], trim: TRIMS })(random, facts),
    inches: String(Math.trunc(facts.number('screen'))),
  }),
  name: text('{brand} {line} {inches} {trim}', '{Noun} {brand} {line} {inches} {trim}'),
  attributes: [
    number('screen', text('Diagonal', 'Диагональ'), units.inch, oneOf(21.5, 23.8, 27, 31.5, 34)),
    choice(
      'resolution',
      text('Resolution', 'Разрешение'),
      [value('fhd', 'Full HD', 'Full HD'), value('qhd', 'QHD', 'QHD'), value('uhd', '4K', '4K')],
      (resolution, known) => {
        if (resolution.code === 'fhd') return known.number('screen') <= 27;
        if (resolution.code === 'qhd') return known.number('screen') >= 27;
        return known.number('screen') > 27;
      },
    ),
    number('refresh', text('Refresh rate', 'Частота обновления'), units.hertz, oneOf(60, 75, 100, 144, 165)),
    boolean(
      'curved',
      text('Curved', 'Изогнутый'),
      (random, known) => known.number('screen') > 27 && random.chance(0.5),
    ),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about((known) => known.number('screen') * 0.19, 10, 1),
    ),
    released(),
  ],
  options: [colours(palettes.devices.slice(0, 4), 1, 2)],
  euroCents: (known) => byTier(known, (known.number('screen') - 15) * 17_00 + known.number('refresh') * 70),
  grams: (known) => known.number('weight') * 1000 + 1800,
};

export const keyboard: ProductType = {
  code: 'keyboard',
  noun: noun('keyboard', 'клавиатура', 'f'),
  brands: brands.devices,
  model: pickWords({
    line: ['Type', 'Stroke', 'Clave', 'Rhythm', 'Script', 'Tempo'],
    trim: ['', 'K2', 'K4', 'K6', 'Mini', 'Pro'],
  }),
  name: text('{brand} {line} {trim} keyboard', '{Noun} {brand} {line} {trim}'),
  attributes: [
    choice('layout', text('Layout', 'Формат'), [
      value('full', 'full size', 'полноразмерный'),
      value('tenkeyless', 'tenkeyless', 'без цифрового блока'),
      value('compact', 'compact', 'компактный'),
    ]),
    number(
      'keys',
      text('Keys', 'Количество клавиш'),
      null,
      about(byChoice('layout', { full: 104, tenkeyless: 87, compact: 68 }), 0),
    ),
    choice('switches', text('Switches', 'Переключатели'), [
      value('linear', 'linear mechanical', 'механические линейные'),
      value('tactile', 'tactile mechanical', 'механические тактильные'),
      value('membrane', 'membrane', 'мембранные'),
    ]),
    boolean('wireless', text('Wireless', 'Беспроводная'), often(0.6)),
    boolean('backlit', text('Backlit', 'Подсветка'), often(0.7)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => known.number('keys') * 8.5, 8),
    ),
    released(),
  ],
  options: [colours(palettes.devices, 1, 3)],
  euroCents: (known) =>
    byTier(known, (known.choice('switches') === 'membrane' ? 28_00 : 79_00) + (known.is('wireless') ? 20_00 : 0)),
  grams: (known) => known.number('weight') + 250,
};
