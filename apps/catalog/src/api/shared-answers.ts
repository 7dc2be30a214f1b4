import { markPublic, showsPage, tagAnswer } from '@tovar/platform';
import { WHOLE_SHOP } from '../domain/listing.ts';
import type { CategoryView } from '../queries/category-tree.ts';
import type { ProductCard } from '../queries/product-card.ts';
import type { Suggestion } from '../queries/suggestions.ts';
import type { ProductPage } from '../queries/product-page.ts';

/** Events end what is kept; this is for what has none, such as a price that begins at an hour. */
const MAX_AGE_MS = 30_000;
/** What may be behind is not kept behind for long after the event that was to end it. */
const BEHIND_MS = 2_000;
/** An e-mail address, or nine digits with nothing but separators between them: telephone numbers and cards have that many. */
const CONTACT_OR_CARD = /@|\p{Nd}(?:[\s()+./-]*\p{Nd}){8}/u;

/** A list may be kept until one of its products changes, or any that is or becomes a part of what is listed. */
export function sharedPage(page: ProductPage): ProductPage {
  const listed = page.listedUnder === WHOLE_SHOP ? 'Products' : `Category:${page.listedUnder}`;
  const shown = page.entries.map(({ card }) => tagOf(card));
  if (page.isByRating) tagAnswer('Ratings');
  // Cards show names of categories.
  markPublic({ tags: [listed, 'Categories', ...shown], maxAgeMs: page.mayBeBehind ? BEHIND_MS : MAX_AGE_MS });
  return page;
}

/** A product may be kept until it changes. */
export function sharedProduct(card: ProductCard): ProductCard {
  markPublic({ tags: [], maxAgeMs: MAX_AGE_MS });
  tagCard(card);
  return card;
}

/** A product's own page, as opposed to a product in a list or beside another: this is what counts as looking at it. */
export function productPage(card: ProductCard): ProductCard {
  showsPage(`product:${card.id}`);
  return sharedProduct(card);
}

/** The first page of what was found for some words; those behind it are the same search. */
export function foundPage(page: ProductPage, { text, after }: { text: string; after?: string | null }): ProductPage {
  const words = text.toWellFormed().trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const outcome = page.entries.length > 0 ? 'found' : 'in-vain';
  const isFirst = (after ?? null) === null;
  if (words !== '' && isFirst && !hasContactOrCard(words)) showsPage(`search:${outcome}:${encodeURIComponent(words)}`);
  return sharedPage(page);
}

/** What is pasted into the wrong field is counted nowhere. */
function hasContactOrCard(words: string): boolean {
  return CONTACT_OR_CARD.test(words.normalize('NFKC'));
}

/** Words of the catalogue hold until any product or category changes. */
export function sharedSuggestions(suggestions: Suggestion[]): Suggestion[] {
  markPublic({ tags: ['Products', 'Categories'], maxAgeMs: MAX_AGE_MS });
  return suggestions;
}

/** What a whole list was counted by holds until anything is sold out or comes in, or is rated otherwise. */
export function countedInAll(): void {
  tagAnswer('Availability', 'Ratings');
}

/** A product that an answer shows beside what it is about: that may be kept no longer than until this one changes. */
export function shownBeside(card: ProductCard): ProductCard {
  tagCard(card);
  return card;
}

/** What is said of categories may be kept until any of them changes. */
export function sharedCategories<Answer extends CategoryView | readonly CategoryView[]>(answer: Answer): Answer {
  markPublic({ tags: ['Categories'], maxAgeMs: MAX_AGE_MS });
  return answer;
}

/** A card and its breadcrumb show names of categories. */
function tagCard(card: ProductCard): void {
  tagAnswer(tagOf(card), 'Categories');
}

function tagOf({ id }: ProductCard): string {
  return `Product:${id}`;
}
