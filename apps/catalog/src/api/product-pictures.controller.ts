import { Body, Controller, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  MatchedVersion,
  MatchedVersionIfAny,
  matching,
  PictureTypeRefused,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { LARGEST_PICTURE_BYTES } from '../catalog.config.ts';
import { AddPicture } from '../commands/add-picture.ts';
import { type Arrangement, arrangement, ArrangePictures, pictureId } from '../commands/arrange-pictures.ts';
import { text } from '../commands/product-input.ts';
import { type ShownVariants, shownVariants, ShowVariants } from '../commands/show-variants.ts';

const altQuery = z
  .strictObject({
    altEn: text(300).optional().meta({ description: "What it shows, in English; default: the product's name." }),
    altRu: text(300).optional().meta({ description: 'The same in Russian.' }),
  })
  .refine(({ altEn, altRu }) => (altEn === undefined) === (altRu === undefined), 'Say it in both languages.');
type AltQuery = z.output<typeof altQuery>;

const addedView = z.object({ id: z.string(), url: z.string() });
type AddedView = z.output<typeof addedView>;

@ApiTags('Pictures')
@Controller('api/v1/products/:id/pictures')
export class ProductPicturesController {
  constructor(
    private readonly adding: AddPicture,
    private readonly arranging: ArrangePictures,
    private readonly showing: ShowVariants,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Post()
  @ApiOperation({ summary: 'Adds a picture to a product. Send its bytes as they are: PNG, JPEG or WebP.' })
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiExtension('x-max-body-bytes', LARGEST_PICTURE_BYTES)
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the version that is changed.' })
  @ApiResponse({
    status: 201,
    description: 'Where it is; "/small" and "/medium" follow.',
    schema: toOpenApi(addedView),
  })
  @ApiResponse({ status: 409, description: 'PICTURES_FULL.' })
  @ApiResponse({ status: 413, description: 'PAYLOAD_TOO_LARGE, PICTURE_TOO_LARGE.' })
  @ApiResponse({ status: 415, description: 'PICTURE_TYPE_REFUSED.' })
  @ApiResponse({ status: 422, description: 'PICTURE_BROKEN.' })
  async add(
    @Param('id', { schema: id }) productId: string,
    @Query({ schema: altQuery }) { altEn, altRu }: AltQuery,
    @Body() file: unknown,
    @MatchedVersionIfAny() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AddedView> {
    if (!(file instanceof Uint8Array)) throw new PictureTypeRefused();
    const alt = altEn && altRu ? { en: altEn, ru: altRu } : undefined;
    const added = await matching(() => this.adding.execute({ productId, expectedVersion, file, alt }));
    const url = `/api/v1/pictures/${added.pictureId}`;
    reply.header('location', url);
    return { id: added.pictureId, url };
  }

  @RequiresScopes('catalog:write:any')
  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: "Puts a product's pictures in order, with their texts; those that are not named are gone." })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_PICTURE.' })
  async arrange(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: arrangement }) input: Arrangement,
    @MatchedVersion() expectedVersion: number,
  ): Promise<void> {
    await matching(() => this.arranging.execute({ productId, expectedVersion, ...input }));
  }

  @RequiresScopes('catalog:write:any')
  @Put(':pictureId/variants')
  @HttpCode(204)
  @ApiOperation({ summary: 'Says which variants a picture shows: these and no others.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_PICTURE, UNKNOWN_VARIANT.' })
  async show(
    @Param('id', { schema: id }) productId: string,
    @Param('pictureId', { schema: pictureId }) shown: string,
    @Body({ schema: shownVariants }) input: ShownVariants,
    @MatchedVersion() expectedVersion: number,
  ): Promise<void> {
    await matching(() => this.showing.execute({ productId, pictureId: shown, expectedVersion, ...input }));
  }
}
