import { isCurrencyCode } from '@tovar/contracts';
import { pageQuery } from '@tovar/platform';
import { z } from 'zod';
import { BUCKETS } from '../domain/period.ts';
import { RANKINGS } from '../queries/ranked-products.ts';

const day = z.string().max(10).meta({ example: '2026-03-01' });
const days = {
  from: day.meta({ description: 'The first day.' }),
  to: day.meta({ description: 'The last day, which is in it.' }),
};
const period = {
  ...days,
  timeZone: z.string().max(60).default('UTC').meta({ description: 'Whose days, such as Europe/Moscow.' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .refine(isCurrencyCode, 'There is no such currency.')
    .meta({ description: 'What money is counted in: other currencies are not in the amounts.' }),
};
const categoryId = z.uuid().optional().meta({ description: 'Products of this category and those below it alone.' });

/** What the reports are asked by REST. */
export const salesQuery = z.strictObject({
  ...period,
  bucket: z.enum(BUCKETS).default('DAY'),
  productId: z.uuid().optional().meta({ description: 'This product alone.' }),
  categoryId,
});
export const rankingQuery = pageQuery.extend({ ...period, by: z.enum(RANKINGS).default('REVENUE'), categoryId });
export const categoriesQuery = pageQuery.extend(period);
export const searchesQuery = pageQuery.extend({
  ...days,
  inVain: z.enum(['true', 'false']).optional().meta({ description: 'True for words that found nothing.' }),
});
export const productsFileQuery = z.strictObject(period);
export const forecastQuery = pageQuery.pick({ limit: true });

export type SalesQuery = z.output<typeof salesQuery>;
export type RankingQuery = z.output<typeof rankingQuery>;
export type CategoriesQuery = z.output<typeof categoriesQuery>;
export type SearchesQuery = z.output<typeof searchesQuery>;
export type ProductsFileQuery = z.output<typeof productsFileQuery>;
export type ForecastQuery = z.output<typeof forecastQuery>;
