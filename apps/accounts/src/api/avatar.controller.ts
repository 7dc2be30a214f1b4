import { Body, Controller, Delete, Get, HttpCode, Param, Put, Res } from '@nestjs/common';
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
import {
  Authenticated,
  CurrentIdentity,
  FileStore,
  type Identity,
  NotFound,
  PictureTypeRefused,
  Public,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { LARGEST_AVATAR_BYTES } from '../accounts.config.ts';
import { ChangeAvatar } from '../commands/change-avatar.ts';
import { type AvatarSize, avatarPath, avatarUrl } from '../domain/avatar.ts';
import { avatarId, avatarSize, type AvatarUrls, profileAnswers } from './profile.schemas.ts';

@ApiTags('me')
@Controller('api/v1')
export class AvatarController {
  constructor(
    private readonly avatar: ChangeAvatar,
    private readonly files: FileStore,
  ) {}

  @Authenticated()
  @Put('me/avatar')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Puts a picture beside the own name. Send its bytes as they are: PNG, JPEG or WebP.' })
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiExtension('x-max-body-bytes', LARGEST_AVATAR_BYTES)
  @ApiResponse({ status: 200, description: 'Where it is, in three sizes.', standardSchema: profileAnswers.avatar })
  @ApiResponse({ status: 413, description: 'PAYLOAD_TOO_LARGE, PICTURE_TOO_LARGE.' })
  @ApiResponse({ status: 415, description: 'PICTURE_TYPE_REFUSED.' })
  @ApiResponse({ status: 422, description: 'PICTURE_BROKEN.' })
  async put(
    @Body() body: unknown,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<{ avatarUrls: AvatarUrls | null }> {
    if (!(body instanceof Uint8Array)) throw new PictureTypeRefused();
    return { avatarUrls: avatarUrlsOf(await this.avatar.upload(userId, body)) };
  }

  @Authenticated()
  @Delete('me/avatar')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Takes the own picture away.' })
  async remove(@CurrentIdentity() { userId }: Identity): Promise<void> {
    await this.avatar.remove(userId);
  }

  @Public()
  @Get('avatars/:id/:size')
  @ApiOperation({ summary: 'The picture beside a name.' })
  @ApiProduces('image/webp')
  @ApiResponse({ status: 200, description: 'WebP. What is at this address never changes.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('id', { schema: avatarId }) id: string,
    @Param('size', { schema: avatarSize }) size: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const file = await this.files.get(avatarPath(id, size.toUpperCase() as AvatarSize));
    if (!file) throw new NotFound('The picture');
    // Set now rather than by decorators: a picture that is missing must not be cached for ever.
    reply
      .header('content-type', file.contentType)
      .header('content-disposition', 'inline; filename="avatar.webp"')
      .header('cache-control', 'public, max-age=31536000, immutable');
    return Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  }
}

export function avatarUrlsOf(id: string | null): AvatarUrls | null {
  if (id === null) return null;
  return { small: avatarUrl(id, 'SMALL'), medium: avatarUrl(id, 'MEDIUM'), large: avatarUrl(id, 'LARGE') };
}
