import { say, type Slot } from './sentence.ts';

/** How every description of a device begins. */
export const deviceOpenings: Slot = [
  say(
    'Made by {brand} for people who would rather use a thing than think about it, [this|these] {noun} [does|do] the job from the first minute.',
    '{Noun} {brand} — [надёжный помощник|надёжная помощница|надёжное решение|надёжные помощники] на каждый день: [готов|готова|готово|готовы] к работе с первой минуты.',
  ),
  say(
    '{brand} took a familiar idea, {aNoun}, and worked on every detail that you touch, see or hear.',
    'Компания {brand} взялась за знакомую вещь и довела до ума каждую мелочь, которую можно увидеть, услышать или тронуть рукой.',
  ),
  say(
    'Simple outside and well thought out inside: [this|these] {noun} by {brand} will serve for years.',
    '[Простой|Простая|Простое|Простые] снаружи и [продуманный|продуманная|продуманное|продуманные] внутри: {noun} {brand} [прослужит|прослужит|прослужит|прослужат] не один год.',
  ),
];

/** How every description of a device ends. */
export const deviceClosings: Slot = [
  say(
    'The box holds everything you need to start, a short guide and a two-year warranty card.',
    'В коробке есть всё, чтобы начать, а также краткая инструкция и гарантийный талон на два года.',
  ),
  say(
    'Spare parts stay available for seven years, so a repair is always an option.',
    'Запасные части выпускаются ещё семь лет, поэтому ремонт всегда возможен.',
  ),
  say(
    'The packaging is cardboard only and goes straight to paper recycling.',
    'Упаковка сделана только из картона: её можно сразу сдать в макулатуру.',
  ),
];
