import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentIdentity, type Identity, linkNextPage, RequiresScopes } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { ChangeRoles } from '../commands/change-roles.ts';
import type { Client } from '../domain/client.ts';
import type { Role } from '../domain/role.ts';
import { RoleList } from '../queries/role-list.ts';
import { type SessionPage as Page, sessionPage as pageQuery } from './accounts.schemas.ts';
import { RequestingClient } from './requesting-client.ts';
import {
  newRole,
  type NewRoleBody,
  roleChanges,
  type RoleChangesBody,
  roleName,
  staffAnswers,
} from './role.schemas.ts';

@ApiTags('roles')
@ApiBearerAuth()
@Controller('api/v1/roles')
export class RolesController {
  constructor(
    private readonly changes: ChangeRoles,
    private readonly list: RoleList,
  ) {}

  @RequiresScopes('accounts:manage:any')
  @Get()
  @ApiOperation({ summary: 'All roles with what they give, by name.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', standardSchema: staffAnswers.roles })
  async find(
    @Query({ schema: pageQuery }) { limit: first, cursor: after }: Page,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, hasNext, endCursor } = await this.list.find({ first, after });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items, nextCursor };
  }

  @RequiresScopes('accounts:manage:any')
  @Post()
  @ApiOperation({ summary: "Makes a role of the shop's own." })
  @ApiResponse({ status: 201, description: 'The new role.', standardSchema: staffAnswers.role })
  @ApiResponse({ status: 403, description: 'BEYOND_OWN_SCOPES: nobody gives what they do not have.' })
  @ApiResponse({ status: 409, description: 'ROLE_NAME_TAKEN.' })
  create(
    @Body({ schema: newRole }) body: NewRoleBody,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<Role> {
    return this.changes.create(body, { identity, client });
  }

  @RequiresScopes('accounts:manage:any')
  @Put(':name')
  @ApiOperation({ summary: 'Changes what an own role gives; it holds at once.' })
  @ApiResponse({ status: 200, description: 'The role as it is now.', standardSchema: staffAnswers.role })
  @ApiResponse({ status: 403, description: 'BEYOND_OWN_SCOPES: nobody gives or takes what they do not have.' })
  @ApiResponse({ status: 409, description: 'ROLE_BUILT_IN.' })
  replace(
    @Param('name', { schema: roleName }) name: string,
    @Body({ schema: roleChanges }) body: RoleChangesBody,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<Role> {
    return this.changes.replace({ ...body, name }, { identity, client });
  }

  @RequiresScopes('accounts:manage:any')
  @Delete(':name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an own role that nobody has.' })
  @ApiResponse({ status: 409, description: 'ROLE_BUILT_IN, ROLE_IN_USE.' })
  remove(
    @Param('name', { schema: roleName }) name: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<void> {
    return this.changes.remove(name, { identity, client });
  }
}
