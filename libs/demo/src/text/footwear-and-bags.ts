import { say, sayIf, sayOf, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    'Ready for a long day on foot: [this|these] {noun} by {brand} [asks|ask] for no attention.',
    '[Готов|Готова|Готово|Готовы] к долгому дню на ногах: {noun} {brand} не [требует|требует|требует|требуют] к себе внимания.',
  ),
  say(
    '{brand} tests every model for a season before it goes on sale.',
    'Прежде чем выпустить модель в продажу, {brand} испытывает её целый сезон.',
  ),
];

const closings: Slot = [
  say('Clean with a damp cloth and let dry away from heaters.', 'Протирать влажной тканью и сушить вдали от батарей.'),
  say('Worn parts can be replaced in our workshop.', 'Изношенные части можно заменить в нашей мастерской.'),
];

/** What is said about footwear and bags. */
export const footwearAndBagSlots: Readonly<Record<string, readonly Slot[]>> = {
  sneakers: [
    openings,
    [
      say(
        'The upper is made of {upper.of}, the sole is {sole} mm high, and one shoe weighs only {weight} g.',
        'Верх сделан из {upper.of}, высота подошвы {sole} мм, а одна кроссовка весит всего {weight} г.',
      ),
    ],
    [
      sayIf(
        'removable-insole',
        'The insole comes out, so your own will fit.',
        'Стелька вынимается, поэтому подойдёт и ваша собственная.',
      ),
      sayIf('reflective', 'Reflective details catch the headlights.', 'Светоотражающие детали заметны в свете фар.'),
      say('The sole grips wet paving stones.', 'Подошва не скользит на мокрой плитке.'),
    ],
    closings,
  ],
  boots: [
    openings,
    [
      say(
        'Upper of {upper.of}, a lining of {lining.of} and a shaft of {shaft} cm: comfortable down to {warm-to} °C.',
        'Верх из {upper.of}, подкладка из {lining.of} и голенище {shaft} см: комфортно до {warm-to} °C.',
      ),
    ],
    [
      sayIf(
        'waterproof',
        'A membrane keeps the water out and lets the foot breathe.',
        'Мембрана не пропускает воду и даёт ноге дышать.',
      ),
      say('The welted sole can be replaced.', 'Рантовую подошву можно заменить.'),
    ],
    closings,
  ],
  backpack: [
    openings,
    [
      say(
        'It holds {volume:litre|litres} and weighs {weight} g empty; a padded pocket fits a laptop of up to {laptop} inches.',
        'Он вмещает {volume:литр|литра|литров} и весит {weight} г, а в мягкий карман помещается ноутбук до {laptop} дюйма.',
      ),
      say(
        'The body is made of {material.of}, the back is ventilated, and the straps do not slip.',
        'Корпус сшит из {material.of}, спинка проветривается, лямки не сползают.',
      ),
    ],
    [
      sayOf(
        'material',
        'canvas',
        'Waxed canvas grows more handsome with the years.',
        'Вощёный канвас с годами становится только красивее.',
      ),
      sayIf('rain-cover', 'A rain cover hides in the bottom pocket.', 'В нижнем кармане спрятан дождевик.'),
    ],
    closings,
  ],
};
