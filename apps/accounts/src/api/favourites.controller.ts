import { Controller, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, linkNextPage } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangeFavourites } from '../commands/change-favourites.ts';
import { FavouriteList } from '../queries/favourite-list.ts';
import { type SessionPage as Page, sessionPage as pageQuery } from './accounts.schemas.ts';

const productId = z.uuid();
const favourites = z.object({
  items: z.array(z.object({ productId, addedAt: z.iso.datetime() })),
  nextCursor: z.string().nullable(),
});

@ApiTags('me')
@ApiBearerAuth()
@Controller('api/v1/me/favourites')
export class FavouritesController {
  constructor(
    private readonly changes: ChangeFavourites,
    private readonly list: FavouriteList,
  ) {}

  @Authenticated()
  @Get()
  @ApiOperation({ summary: 'The products that the caller has marked, the latest first.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', standardSchema: favourites })
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

  @Authenticated()
  @Put(':productId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Marks a product; marking it again is fine.' })
  @ApiResponse({ status: 409, description: 'TOO_MANY_FAVOURITES.' })
  add(@Param('productId', { schema: productId }) id: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.changes.add(userId, id);
  }

  @Authenticated()
  @Delete(':productId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes the mark away; nothing happens where there is none.' })
  remove(
    @Param('productId', { schema: productId }) id: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    return this.changes.remove(userId, id);
  }
}
