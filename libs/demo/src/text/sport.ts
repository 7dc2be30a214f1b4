import { say, sayIf, sayOf, sayUnless, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    'For weekends that begin early: {brand} made [this|these] {noun} to be used, not stored.',
    'Для выходных, которые начинаются рано: {noun} {brand} [создан|создана|создано|созданы] для дела, а не для кладовки.',
  ),
  say(
    'Honest equipment without a single part too many.',
    '{Noun} {brand} — честное снаряжение без единой лишней детали.',
  ),
];

const closings: Slot = [
  say('Our workshop assembles, adjusts and repairs it.', 'Наша мастерская поможет со сборкой, настройкой и ремонтом.'),
  say('The frame and all seams carry a five-year warranty.', 'На основные части и швы действует гарантия пять лет.'),
];

/** What is said about sport and the outdoors. */
export const sportSlots: Readonly<Record<string, readonly Slot[]>> = {
  bicycle: [
    openings,
    [
      say(
        'The frame of {frame.of} rolls on {wheel}-inch wheels; the whole bicycle weighs {weight} kg.',
        'Рама из {frame.of}, колёса {wheel:дюйм|дюйма|дюймов}, общий вес {weight} кг.',
      ),
    ],
    [
      say(
        'The drivetrain has {gears:gear|gears} and shifts without thinking.',
        'В трансмиссии {gears:скорость|скорости|скоростей}, переключение чёткое.',
      ),
    ],
    [
      sayIf('disc-brakes', 'Disc brakes stop it in the rain as well.', 'Дисковые тормоза останавливают и в дождь.'),
      sayUnless(
        'disc-brakes',
        'Rim brakes are easy to adjust on the road.',
        'Ободные тормоза легко настроить в дороге.',
      ),
    ],
    closings,
  ],
  tent: [
    openings,
    [
      say(
        'It sleeps {capacity}, covers {floor} m² and weighs {weight} kg.',
        'Количество мест — {capacity}, площадь пола {floor} м², вес {weight} кг.',
      ),
    ],
    [
      say(
        'The fly withstands a water column of {water-column} mm, and one person pitches it in five minutes.',
        'Тент выдерживает {water-column} мм водяного столба, а поставить её один человек может за пять минут.',
      ),
    ],
    [
      sayIf(
        'vestibule',
        'The vestibule takes wet boots and rucksacks.',
        'В тамбуре помещаются мокрые ботинки и рюкзаки.',
      ),
      sayOf(
        'seasons',
        'winter',
        'The strong poles stand up to snow and storm.',
        'Прочные дуги выдерживают снег и ветер.',
      ),
    ],
    closings,
  ],
  dumbbells: [
    openings,
    [
      say(
        'The {coating} coating is pleasant to hold and kind to the floor.',
        'Покрытие из {coating.of} приятно держать в руке, и оно бережёт пол.',
      ),
      say(
        'There are {pieces:piece|pieces} in the set, and the weight is cast on the side.',
        'В комплекте {pieces:штука|штуки|штук}, вес указан на торце.',
      ),
    ],
    [
      sayIf('hexagonal', 'The hexagonal heads do not roll away.', 'Шестигранная форма не даёт им укатиться.'),
      sayUnless('hexagonal', 'The round heads suit every rack.', 'Круглые диски подходят к любой стойке.'),
    ],
    [
      say('The surface is easy to wipe clean.', 'Поверхность легко протереть.'),
      say('They suit training at home and in the gym.', 'Они подходят для занятий и дома, и в зале.'),
    ],
  ],
};
