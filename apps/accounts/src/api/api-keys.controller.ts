import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentIdentity, type Identity, linkNextPage, OnlyServices, RequiresScopes } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangeApiKeys, type NewApiKey } from '../commands/change-api-keys.ts';
import { ExchangeApiKey } from '../commands/exchange-api-key.ts';
import { LONGEST_KEY_DAYS, LONGEST_KEY_NAME } from '../domain/api-key.ts';
import type { Client } from '../domain/client.ts';
import { MOST_GRANTS, SCOPE } from '../domain/role.ts';
import { DISPLAY_NAME } from '../domain/user.ts';
import { OwnApiKeys } from '../queries/own-api-keys.ts';
import { type SessionPage as Page, sessionPage as pageQuery } from './accounts.schemas.ts';
import { RequestingClient } from './requesting-client.ts';

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(LONGEST_KEY_NAME).regex(DISPLAY_NAME, 'No control characters.'),
  scopes: z.array(z.string().regex(SCOPE)).min(1).max(MOST_GRANTS),
  expiresInDays: z.int().min(1).max(LONGEST_KEY_DAYS),
});
const presented = z.strictObject({ key: z.string().max(200) });
const keyId = z.uuid();
const apiKey = newKey.omit({ expiresInDays: true }).extend({
  id: keyId,
  prefix: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
const answers = {
  created: z.object({ apiKey, secret: z.string().describe('the key itself, shown this once') }),
  page: z.object({ items: z.array(apiKey), nextCursor: z.string().nullable() }),
};

@ApiTags('me')
@ApiBearerAuth()
@Controller()
export class ApiKeysController {
  constructor(
    private readonly changes: ChangeApiKeys,
    private readonly list: OwnApiKeys,
    private readonly exchange: ExchangeApiKey,
  ) {}

  @RequiresScopes('keys:manage:own')
  @Get('api/v1/me/api-keys')
  @ApiOperation({ summary: 'The own API keys that can still be used, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', standardSchema: answers.page })
  async find(
    @Query({ schema: pageQuery }) { limit: first, cursor: after }: Page,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, hasNext, endCursor } = await this.list.find({ userId, first, after });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items, nextCursor };
  }

  @RequiresScopes('keys:manage:own')
  @Post('api/v1/me/api-keys')
  @ApiOperation({ summary: 'Makes a key for an integration; send it as X-Api-Key or "Authorization: Bearer tvk_…".' })
  @ApiResponse({ status: 201, description: 'The key, shown this once.', standardSchema: answers.created })
  @ApiResponse({ status: 403, description: 'BEYOND_OWN_SCOPES: a key may do nothing that its owner may not.' })
  @ApiResponse({ status: 409, description: 'TOO_MANY_API_KEYS.' })
  create(
    @Body({ schema: newKey }) body: NewApiKey,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ) {
    return this.changes.create(body, { identity, client });
  }

  @RequiresScopes('keys:manage:own')
  @Delete('api/v1/me/api-keys/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of the own keys; every service refuses it at once.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such key, or not yours.' })
  revoke(
    @Param('id', { schema: keyId }) id: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    return this.changes.revoke(id, { identity, client });
  }

  @OnlyServices('gateway')
  @Post('internal/api-key-tokens')
  @HttpCode(200)
  token(@Body({ schema: presented }) { key }: { key: string }) {
    return this.exchange.execute(key);
  }
}
