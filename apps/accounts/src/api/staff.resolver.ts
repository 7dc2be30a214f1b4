import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { AssignRoles } from '../commands/assign-roles.ts';
import { BlockUsers } from '../commands/block-users.ts';
import type { Client } from '../domain/client.ts';
import { UserDetails } from '../queries/user-details.ts';
import { UserList } from '../queries/user-list.ts';
import { RequestingClient } from './requesting-client.ts';
import {
  AssignmentArgs,
  AssignRolePayload,
  BlockUserPayload,
  toUserConnection,
  UnassignRolePayload,
  UnblockUserPayload,
  UserConnection,
  UsersArgs,
} from './staff.types.ts';
import { asSeenBy, UserType } from './user.types.ts';

const REFUSALS = {
  BeyondOwnScopes: 'BeyondOwnScopesError',
  LastAdmin: 'PlainUserError',
  NotFound: 'PlainUserError',
};

@Resolver(() => UserType)
export class StaffResolver {
  constructor(
    private readonly roles: AssignRoles,
    private readonly blocks: BlockUsers,
    private readonly list: UserList,
    private readonly users: UserDetails,
  ) {}

  @RequiresScopes('accounts:manage:any')
  @Query(() => UserConnection, { name: 'users', description: 'Users, the newest first; conditions narrow each other.' })
  async find(@Args() args: UsersArgs): Promise<UserConnection> {
    return toUserConnection(await this.list.find(args));
  }

  @RequiresScopes('accounts:manage:any')
  @Query(() => UserType, { nullable: true, description: 'A user by id.' })
  user(@Args('id', { type: () => ID, description: 'Whom.' }, ParseUUIDPipe) id: string): Promise<UserType | undefined> {
    return this.users.find(id);
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => AssignRolePayload, { description: 'Gives a role; it holds at once. Giving it again is fine.' })
  assignRole(
    @Args() assignment: AssignmentArgs,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<AssignRolePayload> {
    return this.changed(assignment.userId, identity, () => this.roles.assign(assignment, { identity, client }));
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => UnassignRolePayload, { description: 'Takes a role away; it holds at once.' })
  unassignRole(
    @Args() assignment: AssignmentArgs,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<UnassignRolePayload> {
    return this.changed(assignment.userId, identity, () => this.roles.unassign(assignment, { identity, client }));
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => BlockUserPayload, {
    description: 'Keeps a user out and ends their sessions and the tokens of their API keys.',
  })
  blockUser(
    @Args('userId', { type: () => ID, description: 'Whom.' }, ParseUUIDPipe) userId: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<BlockUserPayload> {
    return this.changed(userId, identity, () => this.blocks.block(userId, { identity, client }));
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => UnblockUserPayload, { description: 'Lets a user log in again.' })
  unblockUser(
    @Args('userId', { type: () => ID, description: 'Whom.' }, ParseUUIDPipe) userId: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<UnblockUserPayload> {
    return this.changed(userId, identity, () => this.blocks.unblock(userId, { identity, client }));
  }

  private async changed(userId: string, identity: Identity, change: () => Promise<void>): Promise<AssignRolePayload> {
    const { errors } = await refusalsAsData(change, REFUSALS);
    const user = errors.length > 0 ? undefined : await this.users.find(userId);
    return { user: user && asSeenBy(identity, user), errors };
  }
}
