import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { linkNextPage, toOpenApi } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ProductPage } from '../queries/product-page.ts';
import { toFacetView } from './facet.view.ts';
import { filterQuery } from './filter-query.ts';
import { cardPageView, type CardPageView, toCardView } from './product.view.ts';
import { countedInAll } from './shared-answers.ts';

/** What every list of products may be asked; to be completed by `withFilter`. */
export const listQuery = z.strictObject({
  limit: z.string().max(20).optional().meta({ description: 'How many, 1 to 100; 24 when it is left out.' }),
  cursor: z.string().max(1_000).optional().meta({ description: 'The nextCursor of the page before.' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR')
    .meta({ description: 'What prices are shown, sorted and filtered in.' }),
  ...filterQuery,
});

/** Checked by the list itself, which says INVALID_PAGE_SIZE to whatever is no page size. */
export function sizeOf({ limit }: { readonly limit?: string }): number | undefined {
  return limit === undefined ? undefined : Number(limit);
}

export const AnswersWithProducts = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({
      status: 200,
      description: 'A page.',
      schema: toOpenApi(cardPageView),
      headers: { Link: { description: 'The next page, if there is one.', schema: { type: 'string' } } },
    }),
    ApiResponse({
      status: 400,
      description: 'INVALID_PAGE_SIZE, INVALID_CURSOR, INVALID_INPUT, UNKNOWN_ATTRIBUTE, FILTER_UNFIT, UNKNOWN_UNIT.',
    }),
    ApiResponse({ status: 404, description: 'NOT_FOUND: there is no such category.' }),
    ApiResponse({ status: 503, description: 'SEARCH_UNAVAILABLE.' }),
  );

export interface PageReader {
  readonly currency: string;
  /** Whether to count what the whole list has. */
  readonly facets: boolean;
}

/** The page as its body, and the address of the next one as a `Link`. */
export async function answerPage(page: ProductPage, reader: PageReader, reply: FastifyReply): Promise<CardPageView> {
  const nextCursor = page.hasNext ? page.endCursor : null;
  linkNextPage(reply, nextCursor);
  if (reader.facets) countedInAll();
  return {
    items: page.entries.map(({ card }) => toCardView(card, reader.currency)),
    nextCursor,
    ...(page.correctedText === null ? {} : { correctedText: page.correctedText }),
    ...(reader.facets ? { totalCount: await page.countAll(), facets: (await page.facets()).map(toFacetView) } : {}),
  };
}
