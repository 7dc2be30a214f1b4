import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { type Locale, LOCALES } from '../domain/locale.ts';
import { DISPLAY_NAME, EMAIL, LONGEST_DISPLAY_NAME, LONGEST_EMAIL, normalizeEmail } from '../domain/user.ts';
import { LONGEST_PASSWORD_INPUT, LONGEST_TOKEN_INPUT } from './accounts.schemas.ts';
import { LocaleEnum } from './profile.types.ts';
import { UserType } from './user.types.ts';

@InputType({ description: 'A new account.' })
export class RegisterInput {
  @Field({ description: 'Where the mail goes that confirms it; unique, whatever the case.' })
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

  @Field(() => LocaleEnum, {
    nullable: true,
    description: 'The language of mails; default: what Accept-Language asks for.',
  })
  @IsOptional()
  @IsIn(LOCALES)
  locale?: Locale;
}

@InputType({ description: 'The token of a mailed link, or the code that stands beside it.' })
export class MailedTokenInput {
  @Field({ description: 'Good once, and not for long.' })
  @Length(1, LONGEST_TOKEN_INPUT)
  token: string;
}

@InputType({ description: 'An address to which a mail may go.' })
export class MailAddressInput {
  @Field({ description: 'Known or not: the answer is the same.' })
  @Transform(({ value }) => normalizeEmail(String(value)))
  @MaxLength(LONGEST_EMAIL)
  @Matches(EMAIL, { message: 'This is not an e-mail address.' })
  email: string;
}

@ObjectType({ isAbstract: true })
export abstract class MailPayload {
  @Field(() => String, { nullable: true, description: 'Where a mail is on its way, if there is anything to mail.' })
  mailedTo?: string;
}

@ObjectType({ description: 'Where the mail goes that leads on, or why there is none.' })
export class RegisterPayload extends MailPayload {
  @Field(() => [UserError], { description: 'PASSWORD_REFUSED.' })
  errors: UserError[];
}

@ObjectType({ description: 'The same for every address.' })
export class ResendVerificationPayload extends MailPayload {
  @Field(() => [UserError], { description: 'None so far.' })
  errors: UserError[];
}

@ObjectType({ description: 'The new account, or why there is none.' })
export class VerifyEmailPayload {
  @Field(() => UserType, { nullable: true, description: 'The account; log in to use it.' })
  user?: UserType;

  @Field(() => [UserError], { description: 'INVALID_LINK.' })
  errors: UserError[];
}
