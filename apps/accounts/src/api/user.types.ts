import { Directive, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { can, type Identity } from '@tovar/platform';
import { PlainUserError, UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import { IsString, Length, Matches, MaxLength } from 'class-validator';
import { DISPLAY_NAME, EMAIL, LONGEST_DISPLAY_NAME, LONGEST_EMAIL, normalizeEmail, type User } from '../domain/user.ts';
import { LONGEST_PASSWORD_INPUT } from './accounts.schemas.ts';

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

@InputType({ description: 'A new account.' })
export class RegisterInput {
  @Field({ description: 'Unique, whatever the case.' })
  @Transform(({ value }) => normalizeEmail(String(value)))
  @MaxLength(LONGEST_EMAIL)
  @Matches(EMAIL, { message: 'This is not an e-mail address.' })
  email: string;

  @Field({ description: 'As the person wants to be called.' })
  @Transform(({ value }) => String(value).trim())
  @Length(1, LONGEST_DISPLAY_NAME)
  @Matches(DISPLAY_NAME, { message: 'A name has no control characters.' })
  displayName: string;

  @Field({ description: '8 to 128 characters of any kind, but none that is easily guessed.' })
  @IsString()
  @Length(1, LONGEST_PASSWORD_INPUT)
  password: string;
}

@ObjectType({ implements: () => UserError, description: 'The password is not good enough.' })
export class PasswordRefusedError extends UserError {
  @Field({ description: 'too-short, too-long, common or own-name-or-email.' })
  reason: string;
}

@ObjectType({ description: 'The new account, or why there is none.' })
export class RegisterPayload {
  @Field(() => UserType, { nullable: true, description: 'The new account; log in to use it.' })
  user?: UserType;

  @Field(() => [UserError], { description: 'EMAIL_TAKEN, PASSWORD_REFUSED.' })
  errors: UserError[];
}

/** Types that are reached by their interface alone. */
export const USER_ERROR_TYPES = [PlainUserError, PasswordRefusedError];
