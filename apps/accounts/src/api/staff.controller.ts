import { Controller, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentIdentity, type Identity, linkNextPage, RequiresScopes } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { AssignRoles } from '../commands/assign-roles.ts';
import { BlockUsers } from '../commands/block-users.ts';
import type { Client } from '../domain/client.ts';
import { UserList } from '../queries/user-list.ts';
import { RequestingClient } from './requesting-client.ts';
import { roleName, staffAnswers, userId, usersQuery, type UsersQuery } from './role.schemas.ts';

@ApiTags('users')
@ApiBearerAuth()
@Controller('api/v1/users')
export class StaffController {
  constructor(
    private readonly roles: AssignRoles,
    private readonly blocks: BlockUsers,
    private readonly list: UserList,
  ) {}

  @RequiresScopes('accounts:manage:any')
  @Get()
  @ApiOperation({ summary: 'Users, the newest first; conditions narrow each other.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', standardSchema: staffAnswers.users })
  async find(
    @Query({ schema: usersQuery }) { limit: first, cursor: after, blocked, role, email }: UsersQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const isBlocked = blocked === undefined ? undefined : blocked === 'true';
    const { items, hasNext, endCursor } = await this.list.find({ first, after, isBlocked, role, email });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items, nextCursor };
  }

  @RequiresScopes('accounts:manage:any')
  @Put(':id/roles/:role')
  @HttpCode(204)
  @ApiOperation({ summary: 'Gives a role; it holds at once. Giving it again is fine.' })
  @ApiResponse({ status: 403, description: 'BEYOND_OWN_SCOPES: nobody gives what they do not have.' })
  assign(
    @Param('id', { schema: userId }) id: string,
    @Param('role', { schema: roleName }) role: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    return this.roles.assign({ userId: id, role }, { identity, client });
  }

  @RequiresScopes('accounts:manage:any')
  @Delete(':id/roles/:role')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a role away; it holds at once.' })
  @ApiResponse({ status: 409, description: 'LAST_ADMIN.' })
  unassign(
    @Param('id', { schema: userId }) id: string,
    @Param('role', { schema: roleName }) role: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    return this.roles.unassign({ userId: id, role }, { identity, client });
  }

  @RequiresScopes('accounts:manage:any')
  @Put(':id/block')
  @HttpCode(204)
  @ApiOperation({ summary: 'Keeps a user out and ends their sessions and the tokens of their API keys.' })
  @ApiResponse({ status: 409, description: 'LAST_ADMIN.' })
  block(
    @Param('id', { schema: userId }) id: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    return this.blocks.block(id, { identity, client });
  }

  @RequiresScopes('accounts:manage:any')
  @Delete(':id/block')
  @HttpCode(204)
  @ApiOperation({ summary: 'Lets a user log in again.' })
  unblock(
    @Param('id', { schema: userId }) id: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    return this.blocks.unblock(id, { identity, client });
  }
}
