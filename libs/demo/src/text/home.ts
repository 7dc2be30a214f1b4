import { say, sayIf, sayOf, sayUnless, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    '{brand} makes things for the home that are pleasant to see every morning.',
    'Марка {brand} делает вещи для дома, на которые приятно смотреть каждое утро.',
  ),
  say(
    'A quiet shape that suits an old house and a new flat alike.',
    'Спокойная форма: {noun} {brand} [подойдёт|подойдёт|подойдёт|подойдут] и старому дому, и новой квартире.',
  ),
  say(
    'Designed in a small studio and made to be used, not to be spared.',
    '[Придуман|Придумана|Придумано|Придуманы] в небольшой студии и [создан|создана|создано|созданы] для жизни, а не для витрины.',
  ),
];

const closings: Slot = [
  say(
    'It arrives well packed; the carton can be recycled.',
    'Приезжает в надёжной упаковке, картон можно сдать в переработку.',
  ),
  say('Small differences in tone are part of the material.', 'Небольшая разница в оттенке — особенность материала.'),
  say('Other pieces of the series match it.', 'Другие предметы этой серии хорошо с ним сочетаются.'),
];

/** What is said about things for the home. */
export const homeSlots: Readonly<Record<string, readonly Slot[]>> = {
  chair: [
    openings,
    [
      say(
        'The frame is made of {frame.of} and carries {max-load} kg; the seat is {seat-height} cm high.',
        'Каркас сделан из {frame.of} и выдерживает {max-load} кг, высота сиденья {seat-height} см.',
      ),
    ],
    [
      sayIf('stackable', 'Up to six of them stack.', 'До шести таких стульев можно поставить друг на друга.'),
      say('Felt pads protect the floor.', 'Войлочные накладки берегут пол.'),
    ],
    closings,
  ],
  lamp: [
    openings,
    [
      say(
        'It stands {height} cm high; the shade of {shade.of} gives a soft light.',
        'Её высота {height} см, абажур из {shade.of} даёт мягкий свет.',
      ),
      say(
        'A bulb of {power} W is included and lasts for years.',
        'Лампочка мощностью {power} Вт входит в комплект и служит годами.',
      ),
    ],
    [
      sayIf(
        'dimmable',
        'The brightness can be turned down to a glimmer.',
        'Яркость можно убавить до едва заметного света.',
      ),
    ],
    closings,
  ],
  mug: [
    openings,
    [
      say(
        'It holds {volume} ml, is made of {material.of} and weighs {weight} g.',
        'Она вмещает {volume} мл, сделана из {material.of} и весит {weight} г.',
      ),
      say('The handle is wide enough for three fingers, the rim is thin.', 'В ручку проходят три пальца, край тонкий.'),
    ],
    [
      sayIf('dishwasher-safe', 'The dishwasher does it no harm.', 'Посудомоечная машина ей не вредит.'),
      sayUnless('dishwasher-safe', 'It is best washed by hand.', 'Её лучше мыть вручную.'),
    ],
    closings,
  ],
  'frying-pan': [
    openings,
    [
      say(
        'The base of {material.of} heats evenly and does not warp.',
        'Дно из {material.of} прогревается равномерно и не деформируется.',
      ),
    ],
    [
      sayOf(
        'coating',
        'none',
        'There is no coating to scratch: it only gets better with use.',
        'Покрытия, которое можно поцарапать, нет: со временем она становится только лучше.',
      ),
      sayOf(
        'coating',
        'ceramic',
        'The ceramic coating needs but a drop of oil.',
        'Керамическому покрытию достаточно капли масла.',
      ),
      sayOf(
        'coating',
        'non-stick',
        'Pancakes slide off the non-stick coating by themselves.',
        'С антипригарного покрытия блины соскальзывают сами.',
      ),
    ],
    [
      sayIf('induction', 'It works on induction hobs.', 'Подходит для индукционных плит.'),
      sayIf('lid', 'A glass lid is included.', 'Стеклянная крышка входит в комплект.'),
    ],
    closings,
  ],
  'bed-linen': [
    openings,
    [
      say(
        'The fabric is {fabric} with a thread count of {threads}: cool in summer and soft after the first wash.',
        'Ткань — {fabric} с плотностью плетения {threads}: прохладная летом и мягкая с первой стирки.',
      ),
    ],
    [
      say(
        'The set holds a duvet cover, a sheet and {pillowcases:pillowcase|pillowcases}.',
        'В комплекте пододеяльник, простыня и {pillowcases:наволочка|наволочки|наволочек}.',
      ),
    ],
    [sayIf('buttons', 'It closes with buttons.', 'Застёгивается на пуговицы.')],
    closings,
  ],
};
