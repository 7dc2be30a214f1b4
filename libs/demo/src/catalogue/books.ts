import { bookTitle } from '../text/book-titles.ts';
import { personName } from '../text/person-names.ts';
import { about, boolean, byChoice, choice, colour, number, released, value } from './attributes.ts';
import { brands } from './brands.ts';
import { palettes } from './colours.ts';
import { kind, kinds } from './options.ts';
import { byTier, type Department, type ProductType } from './product-type.ts';
import { units } from './units.ts';
import { noun, text } from './words.ts';

const book: ProductType = {
  code: 'book',
  noun: noun('book', 'книга', 'f'),
  brands: brands.publishers,
  model: (random, facts) => ({
    title: bookTitle(facts.choice('genre'), random),
    author: personName(random).full,
  }),
  name: text('{title} by {author}', '«{title}», {author}'),
  attributes: [
    choice('genre', text('Genre', 'Жанр'), [
      value('novel', 'novel', 'роман', 'романа'),
      value('detective', 'detective story', 'детектив', 'детектива'),
      value('cookbook', 'cookbook', 'кулинарная книга', 'кулинарной книги'),
      value('science', 'popular science', 'научно-популярная книга', 'научно-популярной книги'),
    ]),
    number(
      'pages',
      text('Pages', 'Количество страниц'),
      null,
      about(byChoice('genre', { novel: 420, detective: 330, cookbook: 210, science: 290 }), 30),
    ),
    boolean('illustrated', text('Illustrated', 'Иллюстрации'), (random, known) =>
      random.chance(byChoice('genre', { novel: 0.05, detective: 0.05, cookbook: 1, science: 0.7 })(known)),
    ),
    number(
      'weight',
      text('Weight', 'Вес'),
      units.gram,
      about((known) => 60 + known.number('pages') * (known.is('illustrated') ? 1.6 : 0.8), 4),
    ),
    colour(text('Cover colour', 'Цвет обложки'), palettes.covers),
    released(text('Published', 'Дата издания')),
  ],
  options: [
    kinds({ code: 'binding', name: text('Binding', 'Переплёт'), min: 1 }, [
      kind('paperback', 'PB', text('paperback', 'мягкая обложка'), 1, 1),
      kind('hardcover', 'HC', text('hardcover', 'твёрдый переплёт'), 1.6, 1.35),
    ]),
  ],
  euroCents: (known) => byTier(known, 5_00 + known.number('pages') * (known.is('illustrated') ? 6 : 2)),
  grams: (known) => known.number('weight'),
};

export const books: Department = {
  slug: 'books',
  name: text('Books', 'Книги'),
  groups: [
    {
      slug: 'fiction',
      name: text('Fiction', 'Художественная литература'),
      leaves: [
        { slug: 'novels', code: 'NOV', name: text('Novels', 'Романы'), type: book, pinned: { genre: 'novel' } },
        {
          slug: 'detective-stories',
          code: 'DET',
          name: text('Detective stories', 'Детективы'),
          type: book,
          pinned: { genre: 'detective' },
        },
      ],
    },
    {
      slug: 'non-fiction',
      name: text('Non-fiction', 'Нехудожественная литература'),
      leaves: [
        {
          slug: 'cookbooks',
          code: 'CKB',
          name: text('Cookbooks', 'Кулинарные книги'),
          type: book,
          pinned: { genre: 'cookbook' },
        },
        {
          slug: 'popular-science',
          code: 'SCI',
          name: text('Popular science', 'Научно-популярные книги'),
          type: book,
          pinned: { genre: 'science' },
        },
      ],
    },
  ],
};
