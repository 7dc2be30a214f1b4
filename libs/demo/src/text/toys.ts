import { say, sayIf, sayOf, sayUnless, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    '{brand} tests on the strictest jury there is: children on a rainy Sunday.',
    'Марка {brand} испытывает новинки на самом строгом жюри — на детях в дождливое воскресенье.',
  ),
  say(
    'Something for the table, the floor and the whole family.',
    '{Noun} {brand} [порадует|порадует|порадует|порадуют] и детей, и взрослых.',
  ),
];

const closings: Slot = [
  say(
    'All paints and materials meet the safety standards for toys.',
    'Все краски и материалы соответствуют нормам безопасности игрушек.',
  ),
  say('Lost a piece? The maker will send another one.', 'Потерялась деталь? Производитель пришлёт новую.'),
  say('It comes in a gift box.', 'Поставляется в подарочной коробке.'),
];

/** What is said about toys and games. */
export const toySlots: Readonly<Record<string, readonly Slot[]>> = {
  'board-game': [
    openings,
    [
      say(
        'Up to {players} play; a game takes about {duration:minute|minutes}, and the rules fit on two pages.',
        'Количество игроков — до {players}; партия длится около {duration:минуты|минут|минут}, а правила умещаются на двух страницах.',
      ),
    ],
    [
      sayIf(
        'cooperative',
        'All play on the same side, against the game.',
        'Все играют на одной стороне, против самой игры.',
      ),
      sayUnless(
        'cooperative',
        'There is one winner, and hardly anybody minds.',
        'Победитель один, но обиженных почти не бывает.',
      ),
    ],
    [say('Recommended from {age} years.', 'Рекомендуется с {age:года|лет|лет}.')],
    closings,
  ],
  puzzle: [
    openings,
    [
      sayOf(
        'finish',
        'matt',
        'The matt surface does not glare under the lamp.',
        'Матовая поверхность не бликует под лампой.',
      ),
      sayOf(
        'finish',
        'glossy',
        'The glossy surface makes the colours glow.',
        'Глянцевая поверхность делает цвета сочнее.',
      ),
    ],
    [
      sayIf('poster', 'A poster with the picture is included.', 'В комплекте постер с изображением.'),
      say('The pieces are thick and fit with a click.', 'Детали плотные и соединяются со щелчком.'),
    ],
    [say('Recommended from {age} years.', 'Рекомендуется с {age:года|лет|лет}.')],
    closings,
  ],
  'plush-toy': [
    openings,
    [
      say(
        'It is {height} cm tall, weighs {weight} g and listens well.',
        'Рост {height} см, вес {weight} г, умеет внимательно слушать.',
      ),
      say('The fur is soft and short; the eyes are embroidered.', 'Мех мягкий и короткий, глаза вышиты.'),
    ],
    [
      sayIf('washable', 'It survives the washing machine at 30 °C.', 'Спокойно переносит машинную стирку при 30 °C.'),
      say('A damp cloth is enough to clean it.', 'Чистить достаточно влажной тканью.'),
    ],
    closings,
  ],
  'building-set': [
    openings,
    [
      say(
        'The set has {pieces:piece|pieces} of {material.of}, sorted into numbered bags.',
        'В наборе {pieces:деталь|детали|деталей} из {material.of}, разложенных по пронумерованным пакетам.',
      ),
    ],
    [
      sayIf('motor', 'A motor brings the model to life.', 'Мотор приводит модель в движение.'),
      say(
        'The instructions show three models of the same pieces.',
        'В инструкции три модели из одних и тех же деталей.',
      ),
    ],
    [say('Recommended from {age} years.', 'Рекомендуется с {age:года|лет|лет}.')],
    closings,
  ],
};
