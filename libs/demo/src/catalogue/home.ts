import { about, boolean, byChoice, choice, colour, number, oneOf, often, range, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { amounts, colours, kind, kinds } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, text } from './words.ts';

const LINES = ['Alder', 'Nest', 'Vilja', 'Fjord', 'Moss', 'Hygge', 'Lumi', 'Dune', 'Pebble', 'Solstice', 'Saga'];

const chair: ProductType = {
  code: 'chair',
  noun: noun('chair', 'стул', 'm'),
  brands: brands.home,
  model: pickWords({ line: LINES }),
  name: text('{brand} {line} chair', '{Noun} {brand} {line}'),
  attributes: [
    choice('frame', text('Frame', 'Каркас'), [
      value('oak', 'solid oak', 'массив дуба', 'массива дуба'),
      value('beech', 'beech', 'бук', 'бука'),
      value('steel', 'powder-coated steel', 'окрашенная сталь', 'окрашенной стали'),
    ]),
    number(
      'max-load',
      text('Maximum load', 'Максимальная нагрузка'),
      units.kilogram,
      about(byChoice('frame', { oak: 130, beech: 110, steel: 150 }), 0),
    ),
    number('seat-height', text('Seat height', 'Высота сиденья'), units.centimetre, range(43, 49)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about(byChoice('frame', { oak: 6.4, beech: 5.2, steel: 4.6 }), 10, 1),
    ),
    boolean(
      'stackable',
      text('Stackable', 'Штабелируется'),
      (random, known) => known.choice('frame') === 'steel' && random.chance(0.7),
    ),
  ],
  options: [colours(palettes.home, 1, 4)],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('frame', { oak: 149_00, beech: 99_00, steel: 72_00 })(known) + known.number('seat-height') * 20,
    ),
  grams: (known) => known.number('weight') * 1000 + 1400,
};

const lamp: ProductType = {
  code: 'lamp',
  noun: noun('table lamp', 'настольная лампа', 'f'),
  brands: brands.home,
  model: pickWords({ line: LINES, number: ['', '', 'I', 'II', 'III'] }),
  name: text('{brand} {line} {number} table lamp', '{Noun} {brand} {line} {number}'),
  attributes: [
    number('height', text('Height', 'Высота'), units.centimetre, range(28, 62, 2)),
    choice('shade', text('Shade', 'Абажур'), [
      value('linen', 'linen', 'лён', 'льна'),
      value('glass', 'frosted glass', 'матовое стекло', 'матового стекла'),
      value('metal', 'painted metal', 'окрашенный металл', 'окрашенного металла'),
    ]),
    number('power', text('Power', 'Мощность'), units.watt, oneOf(5, 7, 9, 12)),
    boolean('dimmable', text('Dimmable', 'Регулировка яркости'), often(0.5)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about((known) => known.number('height') * 0.035, 10, 2),
    ),
  ],
  options: [colours(palettes.home, 1, 3)],
  euroCents: (known) => byTier(known, known.number('height') * 85 + (known.is('dimmable') ? 14_00 : 0)),
  grams: (known) => known.number('weight') * 1000 + 500,
};

const mug: ProductType = {
  code: 'mug',
  noun: noun('mug', 'кружка', 'f'),
  brands: brands.home,
  model: pickWords({ line: LINES, number: ['', '', 'Duo', 'Grande', 'Mini'] }),
  name: text('{brand} {line} {number} mug', '{Noun} {brand} {line} {number}'),
  attributes: [
    number('volume', text('Volume', 'Объём'), units.millilitre, range(220, 520, 50)),
    choice('material', text('Material', 'Материал'), [
      value('porcelain', 'porcelain', 'фарфор', 'фарфора'),
      value('stoneware', 'stoneware', 'каменная керамика', 'каменной керамики'),
      value('glass', 'borosilicate glass', 'боросиликатное стекло', 'боросиликатного стекла'),
    ]),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => 120 + known.number('volume') * 0.65, 8),
    ),
    boolean('dishwasher-safe', text('Dishwasher safe', 'Можно мыть в посудомоечной машине'), often(0.8)),
    boolean('microwave-safe', text('Microwave safe', 'Можно ставить в микроволновую печь'), often(0.75)),
  ],
  options: [colours(palettes.home, 2, 4)],
  euroCents: (known) => byTier(known, 6_00 + known.number('volume') * 2),
  grams: (known) => known.number('weight') + 90,
};

const pan: ProductType = {
  code: 'frying-pan',
  noun: noun('frying pan', 'сковорода', 'f'),
  brands: brands.home,
  model: pickWords({ line: LINES, trim: ['', 'Chef', 'Daily', 'Classic'] }),
  name: text('{brand} {line} {trim} frying pan', '{Noun} {brand} {line} {trim}'),
  attributes: [
    choice('material', text('Material', 'Материал'), [
      value('cast-iron', 'cast iron', 'чугун', 'чугуна'),
      value('steel', 'stainless steel', 'нержавеющая сталь', 'нержавеющей стали'),
      value('aluminium', 'aluminium', 'алюминий', 'алюминия'),
    ]),
    choice(
      'coating',
      text('Coating', 'Покрытие'),
      [
        value('none', 'none', 'без покрытия'),
        value('ceramic', 'ceramic', 'керамическое'),
        value('non-stick', 'non-stick', 'антипригарное'),
      ],
      (coating, known) => (coating.code === 'none') === (known.choice('material') === 'cast-iron'),
    ),
    boolean(
      'induction',
      text('Works on induction', 'Подходит для индукции'),
      (_, known) => known.choice('material') !== 'aluminium',
    ),
    boolean('lid', text('Lid included', 'Крышка в комплекте'), often(0.4)),
    colour(text('Colour', 'Цвет'), palettes.appliances.slice(0, 6)),
  ],
  options: [
    amounts({ code: 'diameter', name: text('Diameter', 'Диаметр'), unit: text('cm', 'см'), min: 2, max: 3 }, [
      { amount: 20, price: 1, weight: 1 },
      { amount: 24, price: 1.22, weight: 1.4 },
      { amount: 28, price: 1.48, weight: 1.9 },
      { amount: 32, price: 1.8, weight: 2.4 },
    ]),
  ],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('material', { 'cast-iron': 39_00, steel: 32_00, aluminium: 21_00 })(known) +
        (known.is('lid') ? 9_00 : 0),
    ),
  grams: (known) =>
    byChoice('material', { 'cast-iron': 1500, steel: 850, aluminium: 600 })(known) + (known.is('lid') ? 400 : 0),
};

const bedding: ProductType = {
  code: 'bed-linen',
  noun: noun('bed linen set', 'комплект постельного белья', 'm'),
  brands: brands.home,
  model: pickWords({ line: LINES }),
  name: text('{brand} {line} bed linen', 'Постельное бельё {brand} {line}'),
  attributes: [
    choice('fabric', text('Fabric', 'Ткань'), [
      value('percale', 'percale', 'перкаль', 'перкаля'),
      value('sateen', 'cotton sateen', 'сатин', 'сатина'),
      value('linen', 'linen', 'лён', 'льна'),
    ]),
    number(
      'threads',
      text('Thread count', 'Плотность плетения'),
      null,
      about(byChoice('fabric', { percale: 200, sateen: 300, linen: 120 }), 10),
    ),
    number('pillowcases', text('Pillowcases', 'Наволочек'), null, oneOf(1, 2, 4)),
    boolean('buttons', text('Button closure', 'На пуговицах'), often(0.5)),
  ],
  options: [
    kinds({ code: 'size', name: text('Size', 'Размер'), min: 2 }, [
      kind('single', 'SGL', text('single', 'полуторный'), 1, 1),
      kind('double', 'DBL', text('double', 'двуспальный'), 1.25, 1.35),
      kind('king', 'KNG', text('king', 'евро'), 1.45, 1.6),
    ]),
    colours(palettes.home, 1, 3),
  ],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('fabric', { percale: 59_00, sateen: 75_00, linen: 119_00 })(known) + known.number('pillowcases') * 4_00,
    ),
  grams: (known) =>
    byChoice('fabric', { percale: 1100, sateen: 1250, linen: 1500 })(known) + known.number('pillowcases') * 90,
};

export const home: Department = {
  slug: 'home',
  name: text('Home', 'Дом'),
  groups: [
    {
      slug: 'furniture-and-lighting',
      name: text('Furniture and lighting', 'Мебель и свет'),
      leaves: [
        { slug: 'chairs', code: 'CHR', name: text('Chairs', 'Стулья'), type: chair },
        { slug: 'table-lamps', code: 'LMP', name: text('Table lamps', 'Настольные лампы'), type: lamp },
      ],
    },
    {
      slug: 'kitchenware',
      name: text('Kitchenware', 'Посуда'),
      leaves: [
        { slug: 'mugs', code: 'MUG', name: text('Mugs', 'Кружки'), type: mug },
        { slug: 'frying-pans', code: 'PAN', name: text('Frying pans', 'Сковороды'), type: pan },
      ],
    },
    {
      slug: 'textiles',
      name: text('Textiles', 'Текстиль'),
      leaves: [{ slug: 'bed-linen', code: 'BED', name: text('Bed linen', 'Постельное бельё'), type: bedding }],
    },
  ],
};
