import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { LOCALES } from '../domain/localized-text.ts';
import { ProductSearch, SEARCH_SORTS } from '../queries/product-search.ts';
import { LONGEST_SEARCH } from '../queries/search-words.ts';
import { FILTER_SYNTAX, withFilter } from './filter-query.ts';
import { answerPage, AnswersWithProducts, listQuery, sizeOf } from './list-query.ts';
import type { CardPageView } from './product.view.ts';
import { foundPage } from './shared-answers.ts';

const searchQuery = withFilter(
  listQuery.extend({
    q: z.string().max(LONGEST_SEARCH).meta({ description: 'All these words; the last one may be unfinished.' }),
    locale: z.enum(LOCALES).optional().meta({ description: 'The language to search in; both when it is left out.' }),
    category: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "A category's slug; everything below it is searched too." }),
    sort: z.enum(SEARCH_SORTS).default('RELEVANCE'),
  }),
);
type SearchQuery = z.output<typeof searchQuery>;

@ApiTags('Products')
@Controller('api/v1/search')
export class SearchController {
  constructor(private readonly search: ProductSearch) {}

  @Public()
  @Get()
  @ApiOperation({
    summary: 'Products by words in their name, brand or description, best first; mistyped words are mended.',
    description: FILTER_SYNTAX,
  })
  @AnswersWithProducts()
  async find(
    @Query({ schema: searchQuery }) query: SearchQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CardPageView> {
    const { q: text, cursor: after, ...question } = query;
    const page = await this.search.page({ ...question, text, after, first: sizeOf(query) });
    return answerPage(foundPage(page, { text, after }), query, reply);
  }
}
