import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import { Length, Matches, MaxLength } from 'class-validator';
import { EMAIL, LONGEST_EMAIL, normalizeEmail } from '../domain/user.ts';
import { LONGEST_PASSWORD_INPUT } from './accounts.schemas.ts';
import { MailedTokenInput, MailPayload } from './registration.types.ts';

@InputType({ description: 'A new password, by a mailed token.' })
export class ResetPasswordInput extends MailedTokenInput {
  @Field({ description: '8 to 128 characters of any kind, but none that is easily guessed.' })
  @Length(1, LONGEST_PASSWORD_INPUT)
  newPassword: string;
}

@InputType({ description: 'A new password in place of one that is known.' })
export class ChangePasswordInput {
  @Field({ description: 'The present one.' })
  @Length(1, LONGEST_PASSWORD_INPUT)
  currentPassword: string;

  @Field({ description: '8 to 128 characters of any kind, but none that is easily guessed.' })
  @Length(1, LONGEST_PASSWORD_INPUT)
  newPassword: string;
}

@InputType({ description: 'Another address for the own account.' })
export class RequestEmailChangeInput {
  @Field({ description: 'It gets a mail, and is the own one when that is answered.' })
  @Transform(({ value }) => normalizeEmail(String(value)))
  @MaxLength(LONGEST_EMAIL)
  @Matches(EMAIL, { message: 'This is not an e-mail address.' })
  newEmail: string;

  @Field({ description: 'The present password, once more.' })
  @Length(1, LONGEST_PASSWORD_INPUT)
  password: string;
}

@ObjectType({ description: 'The same for every address.' })
export class RequestPasswordResetPayload extends MailPayload {
  @Field(() => [UserError], { description: 'None so far.' })
  errors: UserError[];
}

@ObjectType({ isAbstract: true })
abstract class NewPasswordPayload {
  @Field(() => [ID], { description: 'The sessions that ended now.' })
  endedSessionIds: readonly string[];
}

@ObjectType({ description: 'What ended because the password is another one, or why it is not.' })
export class ResetPasswordPayload extends NewPasswordPayload {
  @Field(() => [UserError], { description: 'INVALID_LINK, PASSWORD_REFUSED.' })
  errors: UserError[];
}

@ObjectType({ description: 'What ended because the password is another one, or why it is not.' })
export class ChangePasswordPayload extends NewPasswordPayload {
  @Field(() => [UserError], { description: 'WRONG_PASSWORD, PASSWORD_REFUSED.' })
  errors: UserError[];
}

@ObjectType({ description: 'Where the mail goes that confirms the address, or why there is none.' })
export class RequestEmailChangePayload extends MailPayload {
  @Field(() => [UserError], { description: 'WRONG_PASSWORD.' })
  errors: UserError[];
}

@ObjectType({ description: "The account's address, or why it stays." })
export class ConfirmEmailChangePayload {
  @Field(() => String, { nullable: true, description: 'The new address.' })
  email?: string;

  @Field(() => [UserError], { description: 'INVALID_LINK, EMAIL_TAKEN.' })
  errors: UserError[];
}
