import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ChangeRoles } from '../commands/change-roles.ts';
import type { Client } from '../domain/client.ts';
import type { RoleFields } from '../domain/role.ts';
import { RoleList } from '../queries/role-list.ts';
import { RequestingClient } from './requesting-client.ts';
import { toGrants } from './role.schemas.ts';
import {
  CreateRolePayload,
  RemoveRolePayload,
  ReplaceRolePayload,
  RoleArgs,
  RoleConnection,
  RoleInput,
  RoleType,
  toRoleConnection,
} from './role.types.ts';

const plain = 'PlainUserError';
const REFUSALS = {
  BeyondOwnScopes: 'BeyondOwnScopesError',
  RoleNameTaken: plain,
  RoleBuiltIn: plain,
  RoleInUse: plain,
  ScopeRepeated: plain,
  NotFound: plain,
};

@Resolver(() => RoleType)
export class RolesResolver {
  constructor(
    private readonly changes: ChangeRoles,
    private readonly list: RoleList,
  ) {}

  @RequiresScopes('accounts:manage:any')
  @Query(() => RoleConnection, { description: 'All roles with what they give, by name.' })
  async roles(
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<RoleConnection> {
    return toRoleConnection(await this.list.find({ first, after }));
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => CreateRolePayload, { description: "Makes a role of the shop's own." })
  async createRole(
    @Args('input') input: RoleInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<CreateRolePayload> {
    const create = () => this.changes.create(toRole(input), { identity, client });
    const { result: role, errors } = await refusalsAsData(create, REFUSALS);
    return { role, errors };
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => ReplaceRolePayload, { description: 'Changes what an own role gives; it holds at once.' })
  async replaceRole(
    @Args('input') input: RoleInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<ReplaceRolePayload> {
    const replace = () => this.changes.replace(toRole(input), { identity, client });
    const { result: role, errors } = await refusalsAsData(replace, REFUSALS);
    return { role, errors };
  }

  @RequiresScopes('accounts:manage:any')
  @Mutation(() => RemoveRolePayload, { description: 'Removes an own role that nobody has.' })
  async removeRole(
    @Args() { name }: RoleArgs,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<RemoveRolePayload> {
    const { errors } = await refusalsAsData(() => this.changes.remove(name, { identity, client }), REFUSALS);
    return errors.length > 0 ? { errors } : { removedName: name, errors };
  }
}

/** Conditions that are null are not there. */
function toRole({ name, description, grants }: RoleInput): RoleFields {
  const isThere = (_: string, value: unknown): unknown => value ?? undefined;
  return { name, description, grants: toGrants(JSON.parse(JSON.stringify(grants), isThere)) };
}
