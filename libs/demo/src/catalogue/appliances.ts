import {
  about,
  boolean,
  byChoice,
  choice,
  colour,
  number,
  oneOf,
  often,
  range,
  released,
  value,
} from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { colours } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, text } from './words.ts';

const kettle: ProductType = {
  code: 'kettle',
  noun: noun('electric kettle', 'электрический чайник', 'm'),
  brands: brands.appliances,
  model: pickWords({
    line: ['Breakfast', 'Samovar', 'Rapid', 'Hearth', 'Brook'],
    number: ['K1', 'K2', 'K3', 'K5', 'K7', 'K9'],
  }),
  name: text('{brand} {line} {number} kettle', 'Чайник {brand} {line} {number}'),
  attributes: [
    number('volume', text('Volume', 'Объём'), units.litre, oneOf(1, 1.2, 1.5, 1.7, 2)),
    number(
      'power',
      text('Power', 'Мощность'),
      units.watt,
      (random, known) => 100 * about((facts) => 10 + facts.number('volume') * 6.5, 8)(random, known),
    ),
    choice('material', text('Body', 'Корпус'), [
      value('steel', 'stainless steel', 'нержавеющая сталь', 'нержавеющей стали'),
      value('glass', 'heat-resistant glass', 'термостойкое стекло', 'термостойкого стекла'),
      value('plastic', 'food-grade plastic', 'пищевой пластик', 'пищевого пластика'),
    ]),
    boolean('thermostat', text('Temperature control', 'Регулировка температуры'), (random, known) =>
      random.chance(known.brand.tier * 0.28),
    ),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about((known) => 0.5 + known.number('volume') * 0.45, 10, 2),
    ),
  ],
  options: [colours(palettes.appliances, 1, 3)],
  euroCents: (known) => byTier(known, 22_00 + known.number('volume') * 9_00 + (known.is('thermostat') ? 24_00 : 0)),
  grams: (known) => known.number('weight') * 1000 + 350,
};

const coffeeMachine: ProductType = {
  code: 'coffee-machine',
  noun: noun('coffee machine', 'кофемашина', 'f'),
  brands: brands.appliances,
  model: pickWords({
    line: ['Barista', 'Crema', 'Piazza', 'Morning', 'Mokka'],
    number: ['200', '300', '400', '550', '700', '900'],
  }),
  name: text('{brand} {line} {number} coffee machine', '{Noun} {brand} {line} {number}'),
  attributes: [
    choice('brewing', text('Type', 'Тип'), [
      value('automatic', 'fully automatic', 'автоматическая'),
      value('espresso', 'espresso', 'рожковая'),
      value('drip', 'drip', 'капельная'),
    ]),
    number(
      'pressure',
      text('Pressure', 'Давление'),
      units.bar,
      about(byChoice('brewing', { automatic: 19, espresso: 15, drip: 1 }), 0),
    ),
    number('tank', text('Water tank', 'Резервуар для воды'), units.litre, oneOf(1.1, 1.2, 1.5, 1.8, 2)),
    boolean(
      'grinder',
      text('Built-in grinder', 'Встроенная кофемолка'),
      (_, known) => known.choice('brewing') === 'automatic',
    ),
    boolean(
      'milk',
      text('Milk frother', 'Капучинатор'),
      (random, known) => known.choice('brewing') !== 'drip' && random.chance(0.7),
    ),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about(byChoice('brewing', { automatic: 9.2, espresso: 5.1, drip: 2.2 }), 12, 1),
    ),
    released(),
  ],
  options: [colours(palettes.appliances.slice(0, 6), 1, 2)],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('brewing', { automatic: 520_00, espresso: 190_00, drip: 65_00 })(known) + (known.is('milk') ? 60_00 : 0),
    ),
  grams: (known) => known.number('weight') * 1000 + 1200,
};

const vacuum: ProductType = {
  code: 'vacuum-cleaner',
  noun: noun('vacuum cleaner', 'пылесос', 'm'),
  brands: brands.appliances,
  model: pickWords({
    line: ['Breeze', 'Cyclone', 'Zephyr', 'Swift', 'Tidy'],
    number: ['V4', 'V6', 'V8', 'V10', 'V12'],
  }),
  name: text('{brand} {line} {number} vacuum cleaner', '{Noun} {brand} {line} {number}'),
  attributes: [
    choice('design', text('Design', 'Конструкция'), [
      value('cordless', 'cordless upright', 'беспроводной вертикальный'),
      value('cylinder', 'cylinder', 'напольный'),
      value('robot', 'robot', 'робот'),
    ]),
    number(
      'dustbox',
      text('Dust container', 'Пылесборник'),
      units.litre,
      about(byChoice('design', { cordless: 0.6, cylinder: 2.2, robot: 0.4 }), 20, 1),
    ),
    number(
      'power',
      text('Power', 'Мощность'),
      units.watt,
      about(byChoice('design', { cordless: 450, cylinder: 850, robot: 60 }), 15),
    ),
    number('noise', text('Noise level', 'Уровень шума'), units.decibel, range(62, 78)),
    boolean('hepa', text('HEPA filter', 'Фильтр HEPA'), often(0.6)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about(byChoice('design', { cordless: 2.7, cylinder: 5.4, robot: 3.4 }), 12, 1),
    ),
    colour(text('Colour', 'Цвет'), palettes.appliances),
    released(),
  ],
  options: [],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('design', { cordless: 240_00, cylinder: 150_00, robot: 320_00 })(known) + (known.is('hepa') ? 35_00 : 0),
    ),
  grams: (known) => known.number('weight') * 1000 + 1500,
};

export const appliances: Department = {
  slug: 'appliances',
  name: text('Home appliances', 'Бытовая техника'),
  groups: [
    {
      slug: 'kitchen-appliances',
      name: text('Kitchen appliances', 'Техника для кухни'),
      leaves: [
        { slug: 'kettles', code: 'KTL', name: text('Kettles', 'Чайники'), type: kettle },
        { slug: 'coffee-machines', code: 'COF', name: text('Coffee machines', 'Кофемашины'), type: coffeeMachine },
      ],
    },
    {
      slug: 'cleaning',
      name: text('Cleaning', 'Уборка'),
      leaves: [{ slug: 'vacuum-cleaners', code: 'VAC', name: text('Vacuum cleaners', 'Пылесосы'), type: vacuum }],
    },
  ],
};
