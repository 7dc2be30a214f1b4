import { say, sayIf, sayOf, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    '{brand} mixes in small batches and prints the full list of ingredients on the front.',
    'Марка {brand} выпускает небольшие партии и печатает полный состав на лицевой стороне упаковки.',
  ),
  say(
    'A small pleasure at the beginning or the end of the day.',
    '{Noun} {brand} — маленькое удовольствие в начале или в конце дня.',
  ),
];

const closings: Slot = [
  say('Not tested on animals.', 'Не тестируется на животных.'),
  say('The carton is printed with vegetable inks.', 'Коробка напечатана растительными красками.'),
  say('Keep in a cool, dark place.', 'Хранить в прохладном тёмном месте.'),
];

/** What is said about beauty and care. */
export const beautySlots: Readonly<Record<string, readonly Slot[]>> = {
  perfume: [
    openings,
    [
      sayOf(
        'family',
        'floral',
        'Peony and freesia open it, white musk stays.',
        'Сначала раскрываются пион и фрезия, затем остаётся белый мускус.',
      ),
      sayOf(
        'family',
        'woody',
        'Cedar and vetiver, dry and calm, with a trace of smoke.',
        'Кедр и ветивер, сухие и спокойные, с лёгким оттенком дыма.',
      ),
      sayOf(
        'family',
        'citrus',
        'Bergamot and bitter orange, as bright as a morning in the south.',
        'Бергамот и горький апельсин, яркие, как утро на юге.',
      ),
      sayOf(
        'family',
        'spicy',
        'Cardamom, pink pepper and a warm amber base.',
        'Кардамон, розовый перец и тёплая янтарная основа.',
      ),
    ],
    [say('It lasts for about {lasting:hour|hours}.', 'Держится около {lasting:часа|часов|часов}.')],
    [sayIf('unisex', 'It suits women and men.', 'Подходит и женщинам, и мужчинам.')],
    closings,
  ],
  'face-cream': [
    openings,
    [
      say(
        'Made for {skin} skin: it is absorbed within a minute and leaves no film.',
        'Создан для {skin.of} кожи: впитывается за минуту и не оставляет плёнки.',
      ),
    ],
    [
      {
        ...say('The sun protection factor is {spf}.', 'Фактор защиты от солнца — {spf}.'),
        when: (facts) => facts.number('spf') > 0,
      },
      say('Good as a base under make-up.', 'Хорошо ложится под макияж.'),
    ],
    [
      sayIf('fragrance-free', 'It contains no fragrance.', 'Не содержит отдушек.'),
      sayIf('vegan', 'The formula is vegan.', 'Состав полностью растительный.'),
    ],
    [
      say(
        'Use within {shelf-life:month|months} of opening.',
        'После вскрытия использовать в течение {shelf-life:месяца|месяцев|месяцев}.',
      ),
    ],
    closings,
  ],
  soap: [
    openings,
    [
      say(
        'It smells of {scent}, lathers well and does not dry the skin.',
        'Тонкий аромат {scent.of}, густая пена и никакого ощущения сухости.',
      ),
    ],
    [
      sayIf('handmade', 'Every bar is poured and cut by hand.', 'Каждый кусок отливают и режут вручную.'),
      say('A bar weighs {weight} g.', 'Один кусок весит {weight} г.'),
    ],
    closings,
  ],
};
