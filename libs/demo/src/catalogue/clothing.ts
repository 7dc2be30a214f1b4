import { about, boolean, byChoice, choice, number, oneOf, often, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { clothingSizes, colours } from './options.ts';
import { byTier, pickWords, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, text } from './words.ts';

const LINES = [
  'Coast',
  'Harbour',
  'Meadow',
  'Loft',
  'Weekend',
  'Promenade',
  'Birch',
  'Studio',
  'Sunday',
  'Archive',
  'North',
];

const audience = choice('audience', text('For', 'Для кого'), [
  value('women', 'women', 'женщины', 'женщин'),
  value('men', 'men', 'мужчины', 'мужчин'),
]);

const tShirt: ProductType = {
  code: 't-shirt',
  noun: noun('T-shirt', 'футболка', 'f'),
  brands: brands.clothing,
  model: pickWords({ line: LINES }),
  name: text('{brand} {line} {material} T-shirt', '{Noun} {brand} {line} из {material.of}'),
  attributes: [
    audience,
    choice('material', text('Material', 'Материал'), [
      value('cotton', 'cotton', 'хлопок', 'хлопка'),
      value('organic-cotton', 'organic cotton', 'органический хлопок', 'органического хлопка'),
      value('linen', 'linen', 'лён', 'льна'),
      value('stretch-cotton', 'stretch cotton', 'хлопок с эластаном', 'хлопка с эластаном'),
    ]),
    number(
      'density',
      text('Fabric weight', 'Плотность ткани'),
      units.gramPerSquareMetre,
      about(byChoice('material', { cotton: 170, 'organic-cotton': 185, linen: 150, 'stretch-cotton': 200 }), 10),
    ),
    choice('fit', text('Fit', 'Крой'), [
      value('regular', 'regular', 'прямой'),
      value('slim', 'slim', 'приталенный'),
      value('loose', 'loose', 'свободный'),
    ]),
    boolean('print', text('Print', 'Принт'), often(0.4)),
  ],
  options: [colours(palettes.clothing, 2, 4), clothingSizes()],
  euroCents: (known) => byTier(known, known.number('density') * 12 + (known.is('print') ? 4_00 : 0)),
  grams: (known) => known.number('density') * 0.85,
};

const dress: ProductType = {
  code: 'dress',
  noun: noun('dress', 'платье', 'n'),
  brands: brands.clothing,
  model: pickWords({ line: LINES }),
  name: text('{brand} {line} {material} dress', '{Noun} {brand} {line} из {material.of}'),
  attributes: [
    choice('material', text('Material', 'Материал'), [
      value('viscose', 'viscose', 'вискоза', 'вискозы'),
      value('linen', 'linen', 'лён', 'льна'),
      value('cotton', 'cotton', 'хлопок', 'хлопка'),
      value('silk', 'silk', 'шёлк', 'шёлка'),
    ]),
    choice('length', text('Length', 'Длина'), [
      value('mini', 'mini', 'мини'),
      value('midi', 'midi', 'миди'),
      value('maxi', 'maxi', 'макси'),
    ]),
    number(
      'back',
      text('Back length', 'Длина по спинке'),
      units.centimetre,
      about(byChoice('length', { mini: 86, midi: 114, maxi: 138 }), 3),
    ),
    choice('sleeve', text('Sleeve', 'Рукав'), [
      value('none', 'sleeveless', 'без рукавов'),
      value('short', 'short', 'короткий'),
      value('long', 'long', 'длинный'),
    ]),
    boolean('lined', text('Lined', 'Подкладка'), often(0.45)),
  ],
  options: [colours(palettes.clothing, 1, 3), clothingSizes()],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('material', { viscose: 49_00, linen: 65_00, cotton: 55_00, silk: 129_00 })(known) +
        known.number('back') * 10,
    ),
  grams: (known) => known.number('back') * (known.is('lined') ? 3.1 : 2.4),
};

const hoodie: ProductType = {
  code: 'hoodie',
  noun: noun('hoodie', 'худи', 'n'),
  brands: brands.clothing,
  model: pickWords({ line: LINES }),
  name: text('{brand} {line} hoodie', '{Noun} {brand} {line}'),
  attributes: [
    audience,
    choice('material', text('Material', 'Материал'), [
      value('french-terry', 'French terry', 'футер', 'футера'),
      value('brushed-cotton', 'brushed cotton', 'футер с начёсом', 'футера с начёсом'),
      value('fleece', 'fleece', 'флис', 'флиса'),
    ]),
    number(
      'density',
      text('Fabric weight', 'Плотность ткани'),
      units.gramPerSquareMetre,
      about(byChoice('material', { 'french-terry': 270, 'brushed-cotton': 330, fleece: 250 }), 7),
    ),
    boolean('zip', text('Zip', 'На молнии'), often(0.35)),
    boolean('pocket', text('Kangaroo pocket', 'Карман-кенгуру'), (_, known) => !known.is('zip')),
  ],
  options: [colours(palettes.clothing, 2, 3), clothingSizes()],
  euroCents: (known) => byTier(known, known.number('density') * 16 + (known.is('zip') ? 6_00 : 0)),
  grams: (known) => known.number('density') * 1.7,
};

const jacket: ProductType = {
  code: 'jacket',
  noun: noun('jacket', 'куртка', 'f'),
  brands: brands.clothing,
  model: pickWords({ line: ['Fjell', 'Squall', 'Ridge', 'Rainline', 'Tundra', 'Commuter', 'Lighthouse'] }),
  name: text('{brand} {line} jacket', '{Noun} {brand} {line}'),
  attributes: [
    choice('insulation', text('Insulation', 'Утеплитель'), [
      value('none', 'no insulation', 'без утеплителя'),
      value('synthetic', 'synthetic filling', 'синтетический'),
      value('down', 'down', 'пуховый'),
    ]),
    number(
      'warm-to',
      text('Comfortable down to', 'Комфортна до'),
      units.celsius,
      (random, known) => byChoice('insulation', { none: 8, synthetic: -10, down: -25 })(known) + random.integer(-3, 3),
    ),
    number(
      'water-column',
      text('Water resistance', 'Водостойкость'),
      units.millimetre,
      oneOf(3000, 5000, 8000, 10000, 15000),
    ),
    boolean('hood', text('Removable hood', 'Съёмный капюшон'), often(0.6)),
    boolean('reflective', text('Reflective details', 'Светоотражающие детали'), often(0.3)),
  ],
  options: [colours(palettes.clothing, 1, 3), clothingSizes()],
  euroCents: (known) =>
    byTier(
      known,
      byChoice('insulation', { none: 69_00, synthetic: 119_00, down: 189_00 })(known) +
        known.number('water-column') / 4,
    ),
  grams: (known) => byChoice('insulation', { none: 420, synthetic: 780, down: 900 })(known),
};

export const clothing: Department = {
  slug: 'clothing',
  name: text('Clothing', 'Одежда'),
  groups: [
    {
      slug: 'womens-clothing',
      name: text("Women's clothing", 'Женская одежда'),
      leaves: [
        {
          slug: 'womens-t-shirts',
          code: 'TSW',
          name: text("Women's T-shirts", 'Женские футболки'),
          type: tShirt,
          pinned: { audience: 'women' },
        },
        { slug: 'dresses', code: 'DRS', name: text('Dresses', 'Платья'), type: dress },
      ],
    },
    {
      slug: 'mens-clothing',
      name: text("Men's clothing", 'Мужская одежда'),
      leaves: [
        {
          slug: 'mens-t-shirts',
          code: 'TSM',
          name: text("Men's T-shirts", 'Мужские футболки'),
          type: tShirt,
          pinned: { audience: 'men' },
        },
        {
          slug: 'mens-hoodies',
          code: 'HOD',
          name: text("Men's hoodies", 'Мужские худи'),
          type: hoodie,
          pinned: { audience: 'men' },
        },
      ],
    },
    {
      slug: 'outerwear',
      name: text('Outerwear', 'Верхняя одежда'),
      leaves: [{ slug: 'jackets', code: 'JKT', name: text('Jackets', 'Куртки'), type: jacket }],
    },
  ],
};
