import { Body, Controller, Get, Patch, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, MatchedVersion, matching, NotFound } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { UpdateProfile } from '../commands/update-profile.ts';
import { ProfileDetails } from '../queries/profile-details.ts';
import { avatarUrlsOf } from './avatar.controller.ts';
import { profileAnswers, profileChanges, type ProfileChangesBody, type Self } from './profile.schemas.ts';

@ApiTags('me')
@ApiBearerAuth()
@Controller('api/v1/me')
export class ProfileController {
  constructor(
    private readonly update: UpdateProfile,
    private readonly profiles: ProfileDetails,
  ) {}

  @Authenticated()
  @Get()
  @ApiOperation({ summary: 'The account that is logged in, with its profile.' })
  @ApiResponse({ status: 200, description: 'The account, its version as ETag.', standardSchema: profileAnswers.self })
  async get(@CurrentIdentity() { userId }: Identity, @Res({ passthrough: true }) reply: FastifyReply): Promise<Self> {
    const profile = await this.profiles.find(userId);
    if (!profile) throw new NotFound('The account');
    const { email, displayName, roles, phone, birthday, locale, version, avatarId } = profile;
    reply.header('etag', `"${version}"`);
    const self = { id: userId, email, displayName, roles: [...roles], phone, birthday, locale, version };
    return { ...self, avatarUrls: avatarUrlsOf(avatarId) };
  }

  @Authenticated()
  @Patch()
  @ApiOperation({ summary: 'Changes the own name and profile; what is left out stays, null takes away.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'The account as it is now.', standardSchema: profileAnswers.self })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async patch(
    @Body({ schema: profileChanges }) changes: ProfileChangesBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Self> {
    await matching(() => this.update.execute({ userId: identity.userId, expectedVersion, changes }));
    return this.get(identity, reply);
  }
}
