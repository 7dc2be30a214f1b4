import { Directive, Field, ID, ObjectType } from '@nestjs/graphql';
import { can, type Identity } from '@tovar/platform';
import { PlainUserError, UserError } from '@tovar/platform/graphql';
import type { User } from '../domain/user.ts';

@ObjectType('User', { description: 'A person with an account.' })
@Directive('@key(fields: "id")')
export class UserType {
  @Field(() => ID, { description: 'Stable, says nothing about the person.' })
  id: string;

  @Field({ description: 'As the person wants to be called.' })
  displayName: string;

  @Field(() => String, {
    nullable: true,
    description: 'For the person and for those who manage accounts; null for others.',
  })
  email: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'For the person and for those who manage accounts; null for others.',
  })
  roles: readonly string[] | null;
}

type Viewer = Pick<Identity, 'userId' | 'scopes'> | undefined;

/** True for the person and for those who manage accounts. */
export function mayKnow(viewer: Viewer, userId: string): boolean {
  return viewer?.userId === userId || can(viewer as Identity | undefined, 'accounts:manage:any');
}

/** The user as the identity may see it; nobody gets the rest, whichever way leads here. */
export function asSeenBy(viewer: Viewer, { id, displayName, email, roles }: User): UserType {
  const isKnown = mayKnow(viewer, id);
  return { id, displayName, email: isKnown ? email : null, roles: isKnown ? roles : null };
}

@ObjectType({ implements: () => UserError, description: 'The password is not good enough.' })
export class PasswordRefusedError extends UserError {
  @Field({ description: 'too-short, too-long, common or own-name-or-email.' })
  reason: string;
}

/** Types that are reached by their interface alone. */
export const USER_ERROR_TYPES = [PlainUserError, PasswordRefusedError];
