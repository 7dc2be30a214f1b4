import { about, boolean, byChoice, choice, colour, number, oneOf, often, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { amounts, colours, kind, kinds } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, pluralNoun, text } from './words.ts';

const bicycle: ProductType = {
  code: 'bicycle',
  noun: noun('bicycle', 'велосипед', 'm'),
  brands: brands.sport,
  model: pickWords({
    line: ['Ridgeback', 'Gravelo', 'Cityline', 'Serpent', 'Alpina'],
    number: ['1.0', '2.0', '3.0', '4.0', '5.0'],
    trim: ['', 'Trail', 'Urban', 'Race'],
  }),
  name: text('{brand} {line} {number} {trim} bicycle', '{Noun} {brand} {line} {number} {trim}'),
  attributes: [
    choice(
      'frame',
      text('Frame', 'Рама'),
      [
        value('aluminium', 'aluminium', 'алюминий', 'алюминия'),
        value('steel', 'chromoly steel', 'хромомолибденовая сталь', 'хромомолибденовой стали'),
        value('carbon', 'carbon fibre', 'углеволокно', 'углеволокна'),
      ],
      (frame, known) => frame.code !== 'carbon' || known.brand.tier > 1,
    ),
    number('wheel', text('Wheel size', 'Диаметр колёс'), units.inch, oneOf(26, 27.5, 29)),
    number('gears', text('Gears', 'Количество скоростей'), null, oneOf(7, 8, 9, 12, 18, 21, 24)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about(
        (known) => byChoice('frame', { aluminium: 0.46, steel: 0.52, carbon: 0.34 })(known) * known.number('wheel'),
        4,
        1,
      ),
    ),
    boolean('disc-brakes', text('Disc brakes', 'Дисковые тормоза'), often(0.65)),
  ],
  options: [
    kinds({ code: 'size', name: text('Frame size', 'Размер рамы'), min: 2 }, [
      kind('s', 'S', text('S', 'S'), 1, 1),
      kind('m', 'M', text('M', 'M'), 1, 1.02),
      kind('l', 'L', text('L', 'L'), 1, 1.04),
      kind('xl', 'XL', text('XL', 'XL'), 1, 1.06),
    ]),
    colours(palettes.sport, 1, 2),
  ],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('frame', { aluminium: 390_00, steel: 340_00, carbon: 1_450_00 })(known) + known.number('gears') * 11_00,
    ),
  grams: (known) => known.number('weight') * 1000 + 3500,
};

const tent: ProductType = {
  code: 'tent',
  noun: noun('tent', 'палатка', 'f'),
  brands: brands.sport,
  model: pickWords({
    line: ['Basecamp', 'Lakeside', 'Nomad', 'Aurora', 'Ptarmigan'],
    trim: ['', 'Light', 'Trek', 'Family'],
  }),
  name: text('{brand} {line} {capacity} {trim} tent', '{Noun} {brand} {line} {capacity} {trim}'),
  attributes: [
    number('capacity', text('Sleeps', 'Количество мест'), null, oneOf(1, 2, 3, 4, 6)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about((known) => 0.9 + known.number('capacity') * 0.85, 8, 1),
    ),
    number(
      'floor',
      text('Floor area', 'Площадь пола'),
      units.squareMetre,
      about((known) => known.number('capacity') * 1.6, 6, 1),
    ),
    number('water-column', text('Water resistance', 'Водостойкость'), units.millimetre, oneOf(2000, 3000, 4000, 5000)),
    choice('seasons', text('Seasons', 'Сезонность'), [
      value('summer', 'summer', 'лето', 'лета'),
      value('three', 'three-season', 'три сезона', 'трёх сезонов'),
      value('winter', 'all-season', 'всесезонная', 'любого сезона'),
    ]),
    boolean('vestibule', text('Vestibule', 'Тамбур'), (random, known) =>
      random.chance(known.number('capacity') > 2 ? 0.85 : 0.4),
    ),
  ],
  options: [colours(palettes.sport, 1, 2)],
  euroCents: (known) => byTier(known, 65_00 + known.number('capacity') * 36_00 + known.number('water-column') / 2),
  grams: (known) => known.number('weight') * 1000 + 300,
};

const dumbbells: ProductType = {
  code: 'dumbbells',
  noun: pluralNoun('dumbbells', 'гантели', 'pl'),
  brands: brands.sport,
  model: pickWords({ line: ['Iron', 'Grip', 'Forge', 'Anvil', 'Pulse'], trim: ['', 'Hex', 'Studio', 'Pro'] }),
  name: text('{brand} {line} {trim} dumbbells', '{Noun} {brand} {line} {trim}'),
  attributes: [
    choice('coating', text('Coating', 'Покрытие'), [
      value('neoprene', 'neoprene', 'неопрен', 'неопрена'),
      value('rubber', 'rubber', 'резина', 'резины'),
      value('vinyl', 'vinyl', 'винил', 'винила'),
    ]),
    boolean('hexagonal', text('Hexagonal heads', 'Шестигранная форма'), often(0.5)),
    number('pieces', text('Pieces in the set', 'Штук в комплекте'), null, oneOf(2)),
    colour(text('Colour', 'Цвет'), palettes.sport),
  ],
  options: [
    amounts({ code: 'mass', name: text('Weight of each', 'Вес каждой'), unit: text('kg', 'кг'), min: 3, max: 5 }, [
      { amount: 1, price: 1, weight: 1 },
      { amount: 2, price: 1.5, weight: 2 },
      { amount: 3, price: 2, weight: 3 },
      { amount: 5, price: 3, weight: 5 },
      { amount: 8, price: 4.4, weight: 8 },
      { amount: 10, price: 5.3, weight: 10 },
    ]),
  ],
  euroCents: (known) => byTier(known, byChoice('coating', { neoprene: 11_00, rubber: 13_00, vinyl: 9_50 })(known)),
  grams: (known) => known.number('pieces') * 1000,
};

export const sport: Department = {
  slug: 'sport-and-outdoors',
  name: text('Sport and outdoors', 'Спорт и отдых'),
  groups: [
    {
      slug: 'outdoors',
      name: text('Outdoors', 'Активный отдых'),
      leaves: [
        { slug: 'bicycles', code: 'BIC', name: text('Bicycles', 'Велосипеды'), type: bicycle },
        { slug: 'tents', code: 'TNT', name: text('Tents', 'Палатки'), type: tent },
      ],
    },
    {
      slug: 'fitness',
      name: text('Fitness', 'Фитнес'),
      leaves: [{ slug: 'dumbbells', code: 'DMB', name: text('Dumbbells', 'Гантели'), type: dumbbells }],
    },
  ],
};
