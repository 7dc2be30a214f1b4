import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ADDRESS_TEXT, LONGEST_IN_ADDRESS } from '@tovar/contracts';
import { UserError } from '@tovar/platform/graphql';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, Length, Matches } from 'class-validator';
import { PHONE } from '../domain/profile.ts';

const trimmed = Transform(({ value }) => (typeof value === 'string' ? value.trim() : value) as unknown);
const text =
  (longest: number): PropertyDecorator =>
  (target, key) => {
    trimmed(target, key);
    Length(1, longest)(target, key);
    Matches(ADDRESS_TEXT, { message: 'An address has no control characters.' })(target, key);
  };

@ObjectType('Address', { description: 'Where something is sent, or who is billed.' })
export class AddressType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field({ description: 'Who gets it.' })
  recipient: string;

  @Field({ description: 'Street and number.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'What the street does not say.' })
  line2: string | null;

  @Field({ description: 'The city.' })
  city: string;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  region: string | null;

  @Field(() => String, { nullable: true, description: "As the country's mail writes it." })
  postalCode: string | null;

  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'E.164, for whoever delivers.' })
  phone: string | null;

  @Field({ description: 'Things are sent here unless another address is chosen.' })
  isDefaultShipping: boolean;

  @Field({ description: 'Bills go here unless another address is chosen.' })
  isDefaultBilling: boolean;
}

@InputType({ description: 'An address as it shall be.' })
export class AddressInput {
  @Field({ description: 'Who gets it.' })
  @text(LONGEST_IN_ADDRESS.recipient)
  recipient: string;

  @Field({ description: 'Street and number.' })
  @text(LONGEST_IN_ADDRESS.line1)
  line1: string;

  @Field(() => String, { nullable: true, description: 'What the street does not say.' })
  @IsOptional()
  @text(LONGEST_IN_ADDRESS.line2)
  line2?: string | null;

  @Field({ description: 'The city.' })
  @text(LONGEST_IN_ADDRESS.city)
  city: string;

  @Field(() => String, { nullable: true, description: 'State or province; needed in some countries.' })
  @IsOptional()
  @text(LONGEST_IN_ADDRESS.region)
  region?: string | null;

  @Field(() => String, { nullable: true, description: "As the country's mail writes it; needed in most." })
  @IsOptional()
  @text(LONGEST_IN_ADDRESS.postalCode)
  postalCode?: string | null;

  @Field({ description: 'ISO 3166-1, two letters.' })
  @Matches(/^[A-Z]{2}$/)
  country: string;

  @Field(() => String, { nullable: true, description: 'E.164, for whoever delivers.' })
  @IsOptional()
  @Matches(PHONE, { message: 'Write the number as +4915112345678.' })
  phone?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Takes the place of the default before; false unless given.' })
  @IsOptional()
  @IsBoolean()
  isDefaultShipping?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Takes the place of the default before; false unless given.' })
  @IsOptional()
  @IsBoolean()
  isDefaultBilling?: boolean | null;
}

@ObjectType({ implements: () => UserError, description: "The country's mail could not work with it." })
export class AddressNotDeliverableError extends UserError {
  @Field(() => [String], { description: 'Which fields are wrong or missing.' })
  fields: string[];
}

@ObjectType({ isAbstract: true })
abstract class AddressPayload {
  @Field(() => AddressType, { nullable: true, description: 'The address as it is now.' })
  address?: AddressType;

  @Field(() => [UserError], {
    description: 'ADDRESS_NOT_DELIVERABLE, TOO_MANY_ADDRESSES, NOT_FOUND.',
  })
  errors: UserError[];
}

@ObjectType({ description: 'The new address, or why there is none.' })
export class AddAddressPayload extends AddressPayload {}

@ObjectType({ description: 'The changed address, or why it did not change.' })
export class ReplaceAddressPayload extends AddressPayload {}

@ObjectType({ description: 'What was removed, or why nothing was.' })
export class RemoveAddressPayload {
  @Field(() => ID, { nullable: true, description: 'The address that is gone.' })
  removedId?: string;

  @Field(() => [UserError], { description: 'NOT_FOUND.' })
  errors: UserError[];
}
