import { departments } from './departments.ts';
import type { Leaf } from './product-type.ts';

// Best filled first: a leaf's place in this list is its rank in Zipf's law.
const RANKING = [
  'smartphones womens-t-shirts laptops sneakers headphones mugs novels mens-t-shirts dresses backpacks jackets perfumes',
  'portable-speakers plush-toys kettles coffee bed-linen tea chairs board-games monitors boots table-lamps mens-hoodies',
  'face-creams detective-stories building-sets keyboards tablets frying-pans coffee-machines cookbooks vacuum-cleaners',
  'bicycles puzzles tents soap dumbbells popular-science',
]
  .join(' ')
  .split(' ');

/** Every leaf category, the most popular first. */
export const leavesByPopularity: readonly Leaf[] = RANKING.map((slug) => leafOf(slug));

/** The leaf category of that slug. */
export function leafOf(slug: string): Leaf {
  const leaf = departments
    .flatMap(({ groups }) => groups)
    .flatMap(({ leaves }) => leaves)
    .find((each) => each.slug === slug);
  if (!leaf) throw new ReferenceError(`There is no leaf category ${slug}.`);
  return leaf;
}
