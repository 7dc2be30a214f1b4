import { CARD, operation, type Workload } from './workload.ts';

const SEARCH = `query ($text: String!, $locale: Locale!) {
  search(text: $text, locale: $locale, first: 24) {
    nodes { ${CARD} }
    facets { kind code label(locale: $locale) values { value text(locale: $locale) count } }
    pageInfo { endCursor hasNextPage }
  }
}`;

/** Common and rare ones, whole and unfinished, in both languages; one with a slip of the finger. */
const WORDS = {
  EN: [
    'headphones',
    'wireless',
    'cotton',
    'black shoes',
    'coff',
    'steel',
    'lamp',
    'dress',
    'novel',
    'camping',
    'wireles',
  ],
  RU: ['наушники', 'платье', 'кофе', 'лампа', 'хлопок', 'чёрные', 'роман', 'сталь'],
};

export const searches = Object.entries(WORDS).flatMap(([locale, words]) =>
  words.map((text) => operation(SEARCH, { text, locale })),
);

/** A page of what is found, with all facets and their counts. */
export const search: Workload = {
  name: 'search with facets',
  isCacheable: true,
  requests: async () => searches,
};
