import { categoryPage, farPage, firstPage } from './category-page.ts';
import { logIn } from './log-in.ts';
import { product } from './product.ts';
import { comments, likes, productWithReviews } from './reviews.ts';
import { search } from './search.ts';
import type { Workload } from './workload.ts';

/** Everything that the bench measures, in the order of the table. */
export const workloads: readonly Workload[] = [
  categoryPage,
  firstPage,
  farPage,
  product,
  productWithReviews,
  search,
  likes,
  comments,
  logIn,
];
