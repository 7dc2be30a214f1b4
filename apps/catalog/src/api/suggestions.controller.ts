import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { LOCALES } from '../domain/localized-text.ts';
import { LONGEST_SEARCH } from '../queries/search-words.ts';
import { SUGGESTION_KINDS, Suggestions } from '../queries/suggestions.ts';
import { sizeOf } from './list-query.ts';

const suggestionsQuery = z.strictObject({
  text: z.string().max(LONGEST_SEARCH).meta({ description: 'What has been typed so far.' }),
  locale: z.enum(LOCALES).default('EN').meta({ description: 'The language of names.' }),
  limit: z.string().max(20).optional().meta({ description: 'How many, 1 to 100; 10 when it is left out.' }),
});
type SuggestionsQuery = z.output<typeof suggestionsQuery>;

const suggestionsView = z.object({
  items: z.array(z.object({ kind: z.enum(SUGGESTION_KINDS), text: z.string(), slug: z.string().nullable() })),
});

@ApiTags('Products')
@Controller('api/v1/suggestions')
export class SuggestionsController {
  constructor(private readonly suggestions: Suggestions) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'How what somebody is typing may go on: words, categories, brands, products.' })
  @ApiResponse({ status: 200, description: 'The suggestions.', schema: toOpenApi(suggestionsView) })
  @ApiResponse({ status: 400, description: 'INVALID_PAGE_SIZE, INVALID_INPUT.' })
  @ApiResponse({ status: 503, description: 'SEARCH_UNAVAILABLE.' })
  async list(@Query({ schema: suggestionsQuery }) query: SuggestionsQuery): Promise<z.output<typeof suggestionsView>> {
    const { text, locale } = query;
    return { items: await this.suggestions.of({ text, locale, first: sizeOf(query) }) };
  }
}
