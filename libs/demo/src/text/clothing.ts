import { say, sayIf, sayOf, type Slot } from './sentence.ts';

const openings: Slot = [
  say(
    'The kind of thing that you put on without thinking and wear all day.',
    '{Noun} {brand}, [который|которую|которое|которые] хочется носить целый день.',
  ),
  say(
    '{brand} sews in small runs and checks every seam by hand.',
    'Марка {brand} шьёт небольшими партиями и проверяет вручную каждый шов.',
  ),
  say(
    'A calm cut and a good fabric: [this|these] {noun} will outlive several fashions.',
    'Спокойный крой и хорошая ткань: {noun} {brand} [переживёт|переживёт|переживёт|переживут] не одну моду.',
  ),
];

const closings: Slot = [
  say(
    'Machine wash at 30 °C with similar colours, iron inside out.',
    'Стирать в машине при 30 °C с вещами похожих цветов, гладить с изнанки.',
  ),
  say(
    'The sizes run true; between two sizes, take the larger one for a looser fit.',
    'Размеры соответствуют сетке; если сомневаетесь между двумя, для свободной посадки берите больший.',
  ),
  say('A spare button or thread comes with every piece.', 'К каждой вещи приложены запасная пуговица или нитки в тон.'),
];

const audience: Slot = [
  sayOf('audience', 'women', 'The pattern is cut for women.', 'Лекала рассчитаны на женскую фигуру.'),
  sayOf('audience', 'men', 'The pattern is cut for men.', 'Лекала рассчитаны на мужскую фигуру.'),
];

/** What is said about clothing. */
export const clothingSlots: Readonly<Record<string, readonly Slot[]>> = {
  't-shirt': [
    openings,
    [
      say(
        'It is made of {material.of} with a weight of {density} g/m²: dense enough to keep its shape, light enough for July.',
        'Она сшита из {material.of} плотностью {density} г/м²: хорошо держит форму и не жарка в июле.',
      ),
      say(
        'The collar is reinforced, and {material} of {density} g/m² does not twist in the wash.',
        'Горловина усилена, а полотно из {material.of} плотностью {density} г/м² не перекручивается после стирки.',
      ),
    ],
    [
      sayIf(
        'print',
        'The print is made with water-based inks and does not crack.',
        'Принт нанесён водными красками и не трескается.',
      ),
      say('The fit is {fit}.', 'Крой {fit}.'),
    ],
    audience,
    closings,
  ],
  dress: [
    openings,
    [
      say(
        'It is sewn of {material.of}; the back measures {back} cm.',
        'Оно сшито из {material.of}, длина по спинке {back} см.',
      ),
      say(
        'Made of {material.of} in {length} length, with pockets that are large enough for a phone.',
        'Сшито из {material.of}, длина {length}, а в карманы помещается телефон.',
      ),
    ],
    [
      sayOf(
        'sleeve',
        'none',
        'Without sleeves it goes well under a jacket.',
        'Без рукавов оно хорошо сочетается с жакетом.',
      ),
      sayOf('sleeve', 'short', 'Short sleeves leave the elbows free.', 'Короткие рукава не закрывают локти.'),
      sayOf(
        'sleeve',
        'long',
        'Long sleeves end in a buttoned cuff.',
        'Длинные рукава заканчиваются манжетой на пуговице.',
      ),
    ],
    [sayIf('lined', 'A thin lining keeps it from clinging.', 'Благодаря тонкой подкладке оно не липнет к телу.')],
    closings,
  ],
  hoodie: [
    openings,
    [
      say(
        'The fabric, {material} of {density} g/m², is soft on the inside and does not pill.',
        'Полотно из {material.of} плотностью {density} г/м² мягкое изнутри и не скатывается.',
      ),
    ],
    [
      sayIf('zip', 'A metal zip runs up to the chin.', 'Металлическая молния застёгивается до подбородка.'),
      sayIf('pocket', 'The kangaroo pocket warms the hands.', 'Карман-кенгуру согревает руки.'),
    ],
    audience,
    closings,
  ],
  jacket: [
    openings,
    [
      sayOf(
        'insulation',
        'none',
        'A thin shell for wind and rain, comfortable down to {warm-to} °C.',
        'Тонкая защита от ветра и дождя, комфортная до {warm-to} °C.',
      ),
      sayOf(
        'insulation',
        'synthetic',
        'The synthetic filling stays warm when wet: down to {warm-to} °C.',
        'Синтетический утеплитель греет, даже если промок: до {warm-to} °C.',
      ),
      sayOf(
        'insulation',
        'down',
        'The down keeps warm at {warm-to} °C and packs into its own pocket.',
        'Пух согревает при {warm-to} °C, а сама куртка убирается в собственный карман.',
      ),
    ],
    [
      say(
        'The fabric withstands a water column of {water-column} mm, and the seams are taped.',
        'Ткань выдерживает {water-column} мм водяного столба, швы проклеены.',
      ),
    ],
    [
      sayIf('hood', 'The hood can be taken off.', 'Капюшон отстёгивается.'),
      sayIf(
        'reflective',
        'Reflective details make you visible after dark.',
        'Светоотражающие детали заметны в темноте.',
      ),
    ],
    closings,
  ],
};
