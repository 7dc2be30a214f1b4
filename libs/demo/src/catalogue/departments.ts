import { appliances } from './appliances.ts';
import { beauty } from './beauty.ts';
import { books } from './books.ts';
import { clothing } from './clothing.ts';
import { electronics } from './electronics.ts';
import { food } from './food.ts';
import { footwearAndBags } from './footwear-and-bags.ts';
import { home } from './home.ts';
import type { Department } from './product-type.ts';
import { sport } from './sport.ts';
import { toys } from './toys.ts';

/** The whole range of the demo shop, in the order its menu shows. */
export const departments: readonly Department[] = [
  electronics,
  appliances,
  clothing,
  footwearAndBags,
  home,
  sport,
  books,
  beauty,
  toys,
  food,
];
