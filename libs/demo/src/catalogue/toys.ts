import { about, boolean, byChoice, choice, colour, number, oneOf, often, range, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { amounts, colours } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, text } from './words.ts';

const boardGame: ProductType = {
  code: 'board-game',
  noun: noun('board game', 'настольная игра', 'f'),
  brands: brands.toys,
  model: pickWords({
    title: [
      text('Lighthouse Keepers', 'Хранители маяка'),
      text('Caravans of Amber', 'Янтарные караваны'),
      text('The Dragon Orchard', 'Сад драконов'),
      text('Night Market', 'Ночной рынок'),
      text('Cartographers of the North', 'Картографы Севера'),
      text('Tea Clippers', 'Чайные клиперы'),
      text('Masters of the Guild', 'Мастера гильдии'),
      text('The Clockwork Garden', 'Заводной сад'),
      text('Seven Bridges', 'Семь мостов'),
      text('Fox and Heron', 'Лиса и цапля'),
    ],
    edition: [
      text('', ''),
      text('', ''),
      text('Second Edition', '. Второе издание'),
      text('Duel', '. Дуэль'),
      text('Travel Edition', '. Дорожная версия'),
      text('Big Box', '. Полная коллекция'),
    ],
  }),
  name: text('{title} {edition} board game', '{Noun} «{title}{edition}»'),
  attributes: [
    number('players', text('Players up to', 'Игроков до'), null, oneOf(2, 4, 5, 6, 8)),
    number('duration', text('Playing time', 'Время партии'), units.minute, oneOf(20, 30, 45, 60, 90, 120)),
    number('age', text('Age from', 'Возраст от'), units.year, (_, known) => {
      if (known.number('duration') <= 30) return 6;
      return known.number('duration') <= 60 ? 8 : 12;
    }),
    boolean('cooperative', text('Cooperative', 'Кооперативная'), often(0.3)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.kilogram,
      about((known) => 0.4 + known.number('duration') * 0.013, 10, 2),
    ),
    colour(text('Box colour', 'Цвет коробки'), palettes.covers),
  ],
  options: [],
  euroCents: (known) => byTier(known, 14_00 + known.number('duration') * 32),
  grams: (known) => known.number('weight') * 1000,
};

const plush: ProductType = {
  code: 'plush-toy',
  noun: noun('plush toy', 'мягкая игрушка', 'f'),
  brands: brands.toys,
  model: pickWords({
    nickname: [
      text('Biscuit', 'Бисквит'),
      text('Pepper', 'Перчик'),
      text('Button', 'Пуговка'),
      text('Snowflake', 'Снежинка'),
      text('Pickle', 'Огурчик'),
      text('Cocoa', 'Какао'),
      text('Marzipan', 'Марципан'),
    ],
  }),
  name: text('{brand} {nickname} the {animal} plush toy', '{Noun} {brand} «{nickname}», {animal}'),
  attributes: [
    choice('animal', text('Animal', 'Животное'), [
      value('bear', 'bear', 'мишка', 'мишки'),
      value('fox', 'fox', 'лис', 'лиса'),
      value('hare', 'hare', 'зайчик', 'зайчика'),
      value('owl', 'owl', 'совёнок', 'совёнка'),
    ]),
    number('height', text('Height', 'Высота'), units.centimetre, range(18, 58, 4)),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => known.number('height') * 11, 10),
    ),
    boolean('washable', text('Machine washable', 'Можно стирать в машине'), often(0.7)),
  ],
  options: [colours(palettes.toys, 1, 3)],
  euroCents: (known) => byTier(known, 6_00 + known.number('height') * 55),
  grams: (known) => known.number('weight') + 40,
};

const buildingSet: ProductType = {
  code: 'building-set',
  noun: noun('building set', 'конструктор', 'm'),
  brands: brands.toys,
  model: pickWords({
    subject: [
      text('Harbour Crane', 'Портовый кран'),
      text('Moon Base', 'Лунная база'),
      text('Fire Station', 'Пожарная часть'),
      text('Old Windmill', 'Старая мельница'),
      text('Arctic Express', 'Полярный экспресс'),
      text('Treehouse', 'Домик на дереве'),
      text('Racing Car', 'Гоночная машина'),
    ],
  }),
  name: text('{brand} {subject} {pieces} building set', '{Noun} {brand} «{subject}», {pieces:деталь|детали|деталей}'),
  attributes: [
    number('pieces', text('Pieces', 'Количество деталей'), null, range(80, 1480, 35)),
    number('age', text('Age from', 'Возраст от'), units.year, (_, known) => {
      if (known.number('pieces') < 250) return 5;
      return known.number('pieces') < 700 ? 8 : 12;
    }),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => known.number('pieces') * 1.5, 6),
    ),
    boolean(
      'motor',
      text('Motor included', 'Мотор в комплекте'),
      (random, known) => known.number('pieces') > 400 && random.chance(0.4),
    ),
    choice('material', text('Material', 'Материал'), [
      value('plastic', 'durable plastic', 'прочный пластик', 'прочного пластика'),
      value('wood', 'birch wood', 'берёза', 'берёзы'),
    ]),
    colour(text('Main colour', 'Основной цвет'), palettes.toys),
  ],
  options: [],
  euroCents: (known) =>
    byTier(
      known,
      6_00 +
        known.number('pieces') * byChoice('material', { plastic: 9, wood: 12 })(known) +
        (known.is('motor') ? 25_00 : 0),
    ),
  grams: (known) => known.number('weight') + 250,
};

const puzzle: ProductType = {
  code: 'puzzle',
  noun: noun('jigsaw puzzle', 'пазл', 'm'),
  brands: brands.toys,
  model: pickWords({
    subject: [
      text('Autumn in the Mountains', 'Осень в горах'),
      text('Harbour at Dawn', 'Гавань на рассвете'),
      text('The Botanical Garden', 'Ботанический сад'),
      text('Cats on the Roof', 'Коты на крыше'),
      text('Map of the Stars', 'Карта звёзд'),
    ],
  }),
  name: text('{brand} {subject} jigsaw puzzle', '{Noun} {brand} «{subject}»'),
  attributes: [
    choice('finish', text('Finish', 'Поверхность'), [
      value('matt', 'matt', 'матовая'),
      value('glossy', 'glossy', 'глянцевая'),
    ]),
    number('age', text('Age from', 'Возраст от'), units.year, oneOf(6, 8, 10)),
    boolean('poster', text('Poster included', 'Постер в комплекте'), often(0.5)),
    colour(text('Main colour', 'Основной цвет'), palettes.covers),
  ],
  options: [
    amounts({ code: 'pieces', name: text('Pieces', 'Деталей'), unit: text('pcs', 'шт.'), min: 1, max: 3 }, [
      { amount: 250, price: 1, weight: 1 },
      { amount: 500, price: 1.3, weight: 1.5 },
      { amount: 1000, price: 1.7, weight: 2.1 },
      { amount: 2000, price: 2.4, weight: 3.4 },
    ]),
  ],
  euroCents: (known) => byTier(known, known.is('poster') ? 11_00 : 9_00),
  grams: () => 320,
};

export const toys: Department = {
  slug: 'toys-and-games',
  name: text('Toys and games', 'Игрушки и игры'),
  groups: [
    {
      slug: 'games',
      name: text('Games', 'Игры'),
      leaves: [
        { slug: 'board-games', code: 'BGM', name: text('Board games', 'Настольные игры'), type: boardGame },
        { slug: 'puzzles', code: 'PZL', name: text('Puzzles', 'Пазлы'), type: puzzle },
      ],
    },
    {
      slug: 'toys',
      name: text('Toys', 'Игрушки'),
      leaves: [
        { slug: 'plush-toys', code: 'PLS', name: text('Plush toys', 'Мягкие игрушки'), type: plush },
        { slug: 'building-sets', code: 'BLD', name: text('Building sets', 'Конструкторы'), type: buildingSet },
      ],
    },
  ],
};
