import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, currentRequest, type Identity, NotFound } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ChangeAvatar } from '../commands/change-avatar.ts';
import { UpdateProfile } from '../commands/update-profile.ts';
import { type AvatarSize, avatarUrl } from '../domain/avatar.ts';
import { ProfileDetails } from '../queries/profile-details.ts';
import { UserDetails } from '../queries/user-details.ts';
import {
  AvatarSizeEnum,
  ProfileType,
  RemoveAvatarPayload,
  UpdateProfileInput,
  UpdateProfilePayload,
} from './profile.types.ts';
import { asSeenBy, mayKnow, UserType } from './user.types.ts';

@Resolver(() => UserType)
export class ProfileResolver {
  constructor(
    private readonly update: UpdateProfile,
    private readonly avatar: ChangeAvatar,
    private readonly users: UserDetails,
    private readonly profiles: ProfileDetails,
  ) {}

  @ResolveField(() => ProfileType, {
    nullable: true,
    description: 'For the person and for those who manage accounts; null for others.',
  })
  async profile(@Parent() { id }: UserType): Promise<ProfileType | undefined> {
    return mayKnow(currentRequest()?.identity, id) ? this.profiles.find(id) : undefined;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Where the picture beside the name is, as WebP; what is at an address never changes.',
  })
  async avatarUrl(
    @Parent() { id }: UserType,
    @Args('size', { type: () => AvatarSizeEnum, defaultValue: 'MEDIUM', description: 'How large.' }) size: AvatarSize,
  ): Promise<string | undefined> {
    const { avatarId } = (await this.profiles.find(id)) ?? {};
    return avatarId ? avatarUrl(avatarId, size) : undefined;
  }

  @Authenticated()
  @Mutation(() => UpdateProfilePayload, { description: 'Changes the own name and profile.' })
  async updateProfile(
    @Args('input') { expectedVersion, ...changes }: UpdateProfileInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<UpdateProfilePayload> {
    const { errors } = await refusalsAsData(
      () => this.update.execute({ userId: identity.userId, expectedVersion, changes }),
      { VersionConflict: 'PlainUserError' },
    );
    return errors.length > 0 ? { errors } : { user: await this.self(identity), errors };
  }

  @Authenticated()
  @Mutation(() => RemoveAvatarPayload, {
    description: 'Takes the own picture away. Upload one by REST: PUT /api/v1/me/avatar.',
  })
  async removeAvatar(@CurrentIdentity() identity: Identity): Promise<RemoveAvatarPayload> {
    await this.avatar.remove(identity.userId);
    return { user: await this.self(identity), errors: [] };
  }

  private async self(identity: Identity): Promise<UserType> {
    const user = await this.users.find(identity.userId);
    if (!user) throw new NotFound('The account');
    return asSeenBy(identity, user);
  }
}
