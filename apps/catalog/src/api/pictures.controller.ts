import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { PictureSize } from '../domain/pictures.ts';
import { PictureFiles } from '../queries/picture-files.ts';

/** A picture is shown and nothing else: an SVG that somebody opens by its address must not run scripts or load anything. */
const INERT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const SIZES = ['small', 'medium'] as const;
const pictureSize = z.enum(SIZES);

@ApiTags('Pictures')
@Controller('api/v1/pictures')
export class PicturesController {
  constructor(private readonly files: PictureFiles) {}

  @Public()
  @Get(':id')
  @ApiOperation({ summary: 'The picture itself.' })
  @ApiResponse({ status: 200, description: 'Its bytes. What is at this address never changes.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  get(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return this.answer(id, 'LARGE', reply);
  }

  @Public()
  @Get(':id/:size')
  @ApiOperation({ summary: 'The picture, no larger than needed.' })
  @ApiParam({ name: 'size', enum: SIZES })
  @ApiResponse({ status: 200, description: 'Its bytes. What is at this address never changes.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  getSize(
    @Param('id') id: string,
    @Param('size', { schema: pictureSize }) size: (typeof SIZES)[number],
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return this.answer(id, size === 'small' ? 'SMALL' : 'MEDIUM', reply);
  }

  private async answer(id: string, size: PictureSize, reply: FastifyReply): Promise<Buffer> {
    const { contentType, bytes } = await this.files.find(id, size);
    // Set now rather than by decorators: a picture that is missing must not be cached for ever.
    reply
      .header('content-type', contentType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', INERT);
    return bytes;
  }
}
