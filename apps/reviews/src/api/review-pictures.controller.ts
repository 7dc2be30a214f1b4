import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  FileStore,
  type Identity,
  NotFound,
  PictureTypeRefused,
  Public,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangePictures } from '../commands/change-pictures.ts';
import { type PictureSize, picturePath, pictureUrl } from '../domain/pictures.ts';
import { LARGEST_PICTURE_BYTES } from '../reviews.config.ts';

const pictureId = z.uuid();
const pictureSize = z.enum(['small', 'large']);
const addedView = z.object({ id, small: z.string(), large: z.string() });
type AddedView = z.output<typeof addedView>;

@ApiTags('Reviews')
@Controller('api/v1')
export class ReviewPicturesController {
  constructor(
    private readonly pictures: ChangePictures,
    private readonly files: FileStore,
  ) {}

  @RequiresScopes('reviews:write:own')
  @Post('reviews/:id/pictures')
  @ApiBearerAuth()
  @ApiOperation({ summary: "Adds a picture to one's own review. Send its bytes as they are: PNG, JPEG or WebP." })
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiExtension('x-max-body-bytes', LARGEST_PICTURE_BYTES)
  @ApiResponse({ status: 201, description: 'Where it is, in two sizes.', schema: toOpenApi(addedView) })
  @ApiResponse({ status: 404, description: "NOT_FOUND, also for somebody else's review." })
  @ApiResponse({ status: 409, description: 'REVIEW_PICTURES_FULL.' })
  @ApiResponse({ status: 413, description: 'PAYLOAD_TOO_LARGE, PICTURE_TOO_LARGE.' })
  @ApiResponse({ status: 415, description: 'PICTURE_TYPE_REFUSED.' })
  @ApiResponse({ status: 422, description: 'PICTURE_BROKEN.' })
  async add(
    @Param('id', { schema: id }) reviewId: string,
    @Body() file: unknown,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<AddedView> {
    if (!(file instanceof Uint8Array)) throw new PictureTypeRefused();
    const added = await this.pictures.add(reviewId, file, userId);
    return { id: added, small: pictureUrl(added, 'SMALL'), large: pictureUrl(added, 'LARGE') };
  }

  @RequiresScopes('reviews:write:own')
  @Delete('reviews/:id/pictures/:pictureId')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: "Takes a picture from one's own review; nothing happens where there is none." })
  @ApiResponse({ status: 404, description: "NOT_FOUND: no review of one's own." })
  remove(
    @Param('id', { schema: id }) reviewId: string,
    @Param('pictureId', { schema: pictureId }) picture: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    return this.pictures.remove(reviewId, picture, userId);
  }

  @Public()
  @Get('customer-pictures/:id/:size')
  @ApiOperation({ summary: 'A picture of a review.' })
  @ApiProduces('image/webp')
  @ApiResponse({ status: 200, description: 'WebP. What is at this address never changes.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('id', { schema: pictureId }) picture: string,
    @Param('size', { schema: pictureSize }) size: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const file = await this.files.get(picturePath(picture, size.toUpperCase() as PictureSize));
    if (!file) throw new NotFound('The picture');
    // Set now rather than by decorators: a picture that is missing must not be cached for ever.
    reply
      .header('content-type', file.contentType)
      .header('content-disposition', 'inline; filename="review.webp"')
      .header('cache-control', 'public, max-age=31536000, immutable');
    return Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  }
}
