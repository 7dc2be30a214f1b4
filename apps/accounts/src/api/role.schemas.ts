import { z } from 'zod';
import type { Grant } from '@tovar/platform';
import { LONGEST_DESCRIPTION, MOST_GRANTS, ROLE_NAME, SCOPE, STATE } from '../domain/role.ts';
import { DISPLAY_NAME } from '../domain/user.ts';

const conditions = z
  .strictObject({
    own: z.literal(true).optional().describe('only for own things'),
    states: z.array(z.string().regex(STATE)).min(1).max(20).optional().describe('only in one of these states'),
    maxAmount: z
      .strictObject({ amount: z.string().regex(/^\d{1,16}$/), currency: z.string().regex(/^[A-Z]{3}$/) })
      .optional()
      .describe('only up to this amount, in minor units of this currency'),
  })
  .refine((when) => Object.keys(when).length > 0, 'Without conditions leave it out.');

const grant = z.strictObject({ scope: z.string().regex(SCOPE), when: conditions.optional() });
const description = z.string().trim().max(LONGEST_DESCRIPTION).regex(DISPLAY_NAME, 'No control characters.');
const grants = z.array(grant).max(MOST_GRANTS);

export const roleName = z.string().regex(ROLE_NAME);
export const newRole = z.strictObject({ name: roleName, description, grants });
export const roleChanges = newRole.omit({ name: true });
export type NewRoleBody = z.output<typeof newRole>;
export type RoleChangesBody = z.output<typeof roleChanges>;

export const userId = z.uuid();
export const usersQuery = z.strictObject({
  limit: z.coerce.number().int().optional(),
  cursor: z.string().max(500).optional(),
  blocked: z.enum(['true', 'false']).optional(),
  role: roleName.optional(),
  email: z.string().min(1).max(254).regex(DISPLAY_NAME).optional().describe('how the address begins'),
});
export type UsersQuery = z.output<typeof usersQuery>;

const role = newRole.extend({ isBuiltIn: z.boolean() });
const user = z.object({
  id: z.uuid(),
  email: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  isBlocked: z.boolean(),
  registeredAt: z.iso.datetime(),
});

/** What the routes answer, for the OpenAPI document. */
export const staffAnswers = {
  role,
  roles: z.object({ items: z.array(role), nextCursor: z.string().nullable() }),
  user,
  users: z.object({ items: z.array(user), nextCursor: z.string().nullable() }),
};

/** A grant as a client gave it, in the form in which it is kept; throws zod's error for what is none. */
export function toGrants(given: unknown): readonly Grant[] {
  return grants.parse(given);
}
