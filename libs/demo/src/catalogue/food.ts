import { boolean, byChoice, choice, colour, number, oneOf, often, range, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { amounts, kind, kinds } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { massNoun, text } from './words.ts';

const tea: ProductType = {
  code: 'tea',
  noun: massNoun('tea', 'чай', 'm'),
  brands: brands.food,
  model: pickWords({
    line: [
      text('Misty Valley', 'Туманная долина'),
      text('Silver Needles', 'Серебряные иглы'),
      text('Evening Garden', 'Вечерний сад'),
      text('Mountain Spring', 'Горный родник'),
      text('Golden Caravan', 'Золотой караван'),
      text('First Harvest', 'Первый сбор'),
    ],
  }),
  name: text('{brand} {line} {leaf} tea', '{Noun} {brand} «{line}», {leaf}'),
  attributes: [
    choice('leaf', text('Kind', 'Вид'), [
      value('black', 'black', 'чёрный', 'чёрного'),
      value('green', 'green', 'зелёный', 'зелёного'),
      value('oolong', 'oolong', 'улун', 'улуна'),
      value('herbal', 'herbal', 'травяной', 'травяного'),
    ]),
    number('water', text('Water temperature', 'Температура воды'), units.celsius, (_, known) =>
      byChoice('leaf', { black: 95, green: 80, oolong: 90, herbal: 100 })(known),
    ),
    number('steep', text('Steeping time', 'Время заваривания'), units.minute, range(2, 7)),
    boolean('caffeine', text('Contains caffeine', 'Содержит кофеин'), (_, known) => known.choice('leaf') !== 'herbal'),
    boolean('organic', text('Organic', 'Органический'), often(0.4)),
    colour(text('Tin colour', 'Цвет банки'), palettes.packs),
  ],
  options: [
    amounts({ code: 'mass', name: text('Net weight', 'Масса нетто'), unit: text('g', 'г'), min: 2, max: 3 }, [
      { amount: 50, price: 1, weight: 1 },
      { amount: 100, price: 1.8, weight: 1.6 },
      { amount: 250, price: 3.9, weight: 3.2 },
    ]),
  ],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('leaf', { black: 4_50, green: 5_50, oolong: 8_50, herbal: 4_00 })(known) +
        (known.is('organic') ? 1_50 : 0),
    ),
  grams: () => 95,
};

const coffee: ProductType = {
  code: 'coffee',
  noun: massNoun('coffee', 'кофе', 'm'),
  brands: brands.food,
  model: pickWords({
    line: [
      text('Night Shift', 'Ночная смена'),
      text('Sunny Terrace', 'Солнечная терраса'),
      text('Old Port', 'Старый порт'),
      text('Velvet Morning', 'Бархатное утро'),
      text('High Pass', 'Высокий перевал'),
    ],
  }),
  name: text('{brand} {line} coffee, {roast} roast', '{Noun} {brand} «{line}», {roast} обжарка'),
  attributes: [
    choice('roast', text('Roast', 'Обжарка'), [
      value('light', 'light', 'светлая', 'светлой'),
      value('medium', 'medium', 'средняя', 'средней'),
      value('dark', 'dark', 'тёмная', 'тёмной'),
    ]),
    number('arabica', text('Arabica', 'Арабика'), units.percent, oneOf(70, 80, 90, 100)),
    number(
      'altitude',
      text('Grown at', 'Высота произрастания'),
      units.metre,
      (random, known) =>
        50 * random.integer(known.number('arabica') < 90 ? 14 : 22, known.number('arabica') < 90 ? 22 : 40),
    ),
    boolean('decaf', text('Decaffeinated', 'Без кофеина'), often(0.12)),
    colour(text('Pack colour', 'Цвет упаковки'), palettes.packs),
  ],
  options: [
    amounts({ code: 'mass', name: text('Net weight', 'Масса нетто'), unit: text('g', 'г'), min: 2, max: 3 }, [
      { amount: 250, price: 1, weight: 1 },
      { amount: 500, price: 1.85, weight: 1.9 },
      { amount: 1000, price: 3.4, weight: 3.7 },
    ]),
    kinds({ code: 'grind', name: text('Grind', 'Помол'), min: 2 }, [
      kind('beans', 'BN', text('whole beans', 'в зёрнах'), 1, 1),
      kind('ground', 'GR', text('ground', 'молотый'), 1, 1),
    ]),
  ],
  euroCents: (known) =>
    byTier(known, known.number('arabica') * 7 + known.number('altitude') / 10 + (known.is('decaf') ? 1_50 : 0)),
  grams: () => 275,
};

export const food: Department = {
  slug: 'tea-and-coffee',
  name: text('Tea and coffee', 'Чай и кофе'),
  groups: [
    {
      slug: 'loose-tea',
      name: text('Loose tea', 'Листовой чай'),
      leaves: [{ slug: 'tea', code: 'TEA', name: text('Tea', 'Чай'), type: tea }],
    },
    {
      slug: 'coffee-shop',
      name: text('Coffee', 'Кофе'),
      leaves: [
        { slug: 'coffee', code: 'CFE', name: text('Beans and ground coffee', 'Кофе в зёрнах и молотый'), type: coffee },
      ],
    },
  ],
};
