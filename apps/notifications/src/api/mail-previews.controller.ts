import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequiresScopes, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { LOCALES } from '../domain/particulars.ts';
import { MailPreviews } from '../queries/mail-previews.ts';

const kindName = z.string().max(60).meta({ example: 'order-paid' });
const previewQuery = z.strictObject({ locale: z.enum(LOCALES).optional().meta({ description: 'EN when left out.' }) });
type PreviewQuery = z.output<typeof previewQuery>;

/** A mail's HTML needs nothing: no scripts, no styles, no pictures, and it is shown in no frame. */
const NOTHING = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

@ApiTags('Notifications')
@Controller('api/v1/mail-previews')
export class MailPreviewsController {
  constructor(private readonly previews: MailPreviews) {}

  @RequiresScopes('mails:read:any')
  @Get()
  @ApiOperation({ summary: 'The kinds of notification whose mails can be looked at.' })
  @ApiResponse({ status: 200, description: 'By name.', schema: toOpenApi(z.object({ items: z.array(z.string()) })) })
  list(): { items: readonly string[] } {
    return { items: this.previews.kinds() };
  }

  @RequiresScopes('mails:read:any')
  @Get(':kind')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', NOTHING)
  @ApiOperation({ summary: 'A mail as its reader sees it, with particulars as they might be.' })
  @ApiProduces('text/html')
  @ApiResponse({ status: 200, description: 'A page.', schema: { type: 'string' } })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  show(
    @Param('kind', { schema: kindName }) kind: string,
    @Query({ schema: previewQuery }) { locale = 'EN' }: PreviewQuery,
  ): string {
    return this.previews.show(kind, locale).html ?? '';
  }
}
