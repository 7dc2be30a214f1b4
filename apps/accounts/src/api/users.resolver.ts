import { Args, Mutation, Query, Resolver, ResolveReference } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, currentRequest, type Identity, NotFound, Public } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { validate as isUuid } from 'uuid';
import { Register } from '../commands/register.ts';
import type { Client } from '../domain/client.ts';
import { UserDetails } from '../queries/user-details.ts';
import { RequestingClient } from './requesting-client.ts';
import { asSeenBy, RegisterInput, RegisterPayload, UserType } from './user.types.ts';

const REFUSALS = { EmailTaken: 'PlainUserError', PasswordRefused: 'PasswordRefusedError' };

@Resolver(() => UserType)
export class UsersResolver {
  constructor(
    private readonly register: Register,
    private readonly users: UserDetails,
  ) {}

  @Authenticated()
  @Query(() => UserType, { description: 'The account that is logged in.' })
  async me(@CurrentIdentity() identity: Identity): Promise<UserType> {
    const user = await this.users.find(identity.userId);
    if (!user) throw new NotFound('The account');
    return asSeenBy(identity, user);
  }

  @Public()
  @Mutation(() => RegisterPayload, { name: 'register', description: 'Opens an account for a customer.' })
  async openAccount(
    @Args('input') { email, displayName, password }: RegisterInput,
    @RequestingClient() client: Client,
  ): Promise<RegisterPayload> {
    const { result, errors } = await refusalsAsData(
      () => this.register.execute({ email, displayName, password, client }),
      REFUSALS,
    );
    return { user: result && asSeenBy({ userId: result.id, scopes: new Set() }, result), errors };
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<UserType | undefined> {
    const user = isUuid(id) ? await this.users.findTogether(id) : undefined;
    return user && asSeenBy(currentRequest()?.identity, user);
  }
}
