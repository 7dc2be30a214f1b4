import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, explain, type Identity } from '@tovar/platform';
import { z } from 'zod';
import { SCOPE, STATE } from '../domain/role.ts';
import {
  type OwnPermissionsType,
  type PermissionType,
  toFacts,
  toOwnPermissions,
  toPermission,
} from './permission.types.ts';
import { newRole } from './role.schemas.ts';

const scope = z.string().regex(SCOPE);
const facts = z.strictObject({
  own: z.enum(['true', 'false']).optional().describe('whether the thing would be the own one'),
  state: z.string().regex(STATE).optional(),
  amount: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional()
    .describe('in minor units'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
});
type FactsQuery = z.output<typeof facts>;

const amountLimit = z.object({ amount: z.string(), currency: z.string() });
const denial = z.object({
  scope: z.string(),
  reason: z.string(),
  allowedStates: z.array(z.string()).optional(),
  maxAmount: amountLimit.optional(),
});
const answers = {
  own: z.object({ roles: z.array(z.string()), grants: newRole.shape.grants }),
  permission: z.object({ allowed: z.boolean(), denials: z.array(denial) }),
};

/** Answers from the token in use, by the same comparison that every service makes. */
@ApiTags('me')
@ApiBearerAuth()
@Controller('api/v1/me/permissions')
export class PermissionsController {
  @Authenticated()
  @Get()
  @ApiOperation({ summary: 'What the caller may do.' })
  @ApiResponse({ status: 200, description: 'Roles and grants of the token in use.', standardSchema: answers.own })
  list(@CurrentIdentity() identity: Identity): OwnPermissionsType {
    return toOwnPermissions(identity);
  }

  @Authenticated()
  @Get(':scope')
  @ApiOperation({ summary: 'Whether the caller may do something, and if not, why.' })
  @ApiResponse({ status: 200, description: 'What speaks against it, if anything.', standardSchema: answers.permission })
  mayI(
    @Param('scope', { schema: scope }) asked: string,
    @Query({ schema: facts }) { own, ...known }: FactsQuery,
    @CurrentIdentity() identity: Identity,
  ): PermissionType {
    return toPermission(explain(identity, asked, toFacts({ ...known, isOwn: own === 'true' })));
  }
}
