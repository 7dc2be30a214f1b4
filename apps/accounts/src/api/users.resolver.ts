import { Query, Resolver, ResolveReference } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, currentRequest, type Identity, NotFound } from '@tovar/platform';
import { validate as isUuid } from 'uuid';
import { UserDetails } from '../queries/user-details.ts';
import { asSeenBy, UserType } from './user.types.ts';

@Resolver(() => UserType)
export class UsersResolver {
  constructor(private readonly users: UserDetails) {}

  @Authenticated()
  @Query(() => UserType, { description: 'The account that is logged in.' })
  async me(@CurrentIdentity() identity: Identity): Promise<UserType> {
    const user = await this.users.find(identity.userId);
    if (!user) throw new NotFound('The account');
    return asSeenBy(identity, user);
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<UserType | undefined> {
    const user = isUuid(id) ? await this.users.findTogether(id) : undefined;
    return user && asSeenBy(currentRequest()?.identity, user);
  }
}
