import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  Length,
  Matches,
  registerDecorator,
  type ValidationOptions,
  ValidateIf,
} from 'class-validator';
import { AVATAR_SIZES } from '../domain/avatar.ts';
import { type Locale, LOCALES } from '../domain/locale.ts';
import { isBirthday, PHONE } from '../domain/profile.ts';
import { DISPLAY_NAME, LONGEST_DISPLAY_NAME } from '../domain/user.ts';
import { UserType } from './user.types.ts';

export const LocaleEnum = Object.fromEntries(LOCALES.map((locale) => [locale, locale]));
registerEnumType(LocaleEnum, { name: 'Locale', description: 'A language of the shop.' });

export const AvatarSizeEnum = Object.fromEntries(Object.keys(AVATAR_SIZES).map((size) => [size, size]));
registerEnumType(AvatarSizeEnum, {
  name: 'AvatarSize',
  description: 'The side of the square.',
  valuesMap: Object.fromEntries(
    Object.entries(AVATAR_SIZES).map(([size, side]) => [size, { description: `${side} pixels.` }]),
  ),
});

@ObjectType('Profile', { description: 'What a person says of themselves, besides the name.' })
export class ProfileType {
  @Field(() => String, { nullable: true, description: 'E.164, for example +4915112345678.' })
  phone: string | null;

  @Field(() => String, { nullable: true, description: 'A day such as 1990-02-28.' })
  birthday: string | null;

  @Field(() => LocaleEnum, { description: 'In which language the shop writes to the person.' })
  locale: Locale;

  @Field({ description: 'True for somebody who is kept out.' })
  isBlocked: boolean;

  @Field(() => DateTimeScalar, { description: 'Since when there is an account.' })
  registeredAt: Date;

  @Field(() => Int, { description: 'Goes up with each change; a change names the one it is based on.' })
  version: number;
}

@InputType({ description: 'What is to change; what is left out stays, null takes away.' })
export class UpdateProfileInput {
  @Field(() => Int, { description: 'The version that was seen.' })
  @IsInt()
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'As the person wants to be called; cannot be taken away.' })
  @ValidateIf(({ displayName }: UpdateProfileInput) => displayName !== undefined)
  @Transform(({ value }) => (typeof value === 'string' ? value.trim() : value) as unknown)
  @Length(1, LONGEST_DISPLAY_NAME)
  @Matches(DISPLAY_NAME, { message: 'A name has no control characters.' })
  displayName?: string;

  @Field(() => String, { nullable: true, description: 'E.164, for example +4915112345678.' })
  @IsOptional()
  @Matches(PHONE, { message: 'Write the number as +4915112345678.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'A day such as 1990-02-28.' })
  @IsOptional()
  @IsBirthday({ message: 'Write the day as 1990-02-28.' })
  birthday?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: 'In which language the shop writes; cannot be taken away.' })
  @ValidateIf(({ locale }: UpdateProfileInput) => locale !== undefined)
  @IsIn(LOCALES)
  locale?: Locale;
}

@ObjectType({ description: 'The person as they are now, or why nothing changed.' })
export class UpdateProfilePayload {
  @Field(() => UserType, { nullable: true, description: 'The person.' })
  user?: UserType;

  @Field(() => [UserError], { description: 'CONFLICT: it has changed since it was read.' })
  errors: UserError[];
}

@ObjectType({ description: 'The person without the avatar.' })
export class RemoveAvatarPayload {
  @Field(() => UserType, { nullable: true, description: 'The person.' })
  user?: UserType;

  @Field(() => [UserError], { description: 'None; removing what is not there is fine.' })
  errors: UserError[];
}

function IsBirthday(options: ValidationOptions): PropertyDecorator {
  const validator = { validate: (value: unknown) => typeof value === 'string' && isBirthday(value) };
  return (target, propertyName) =>
    registerDecorator({ target: target.constructor, propertyName: String(propertyName), options, validator });
}
