import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { z } from 'zod';
import { MAX_QUANTITY } from '../domain/cart.ts';

const LONGEST_TOKEN = 200;

@ArgsType()
export class CartArgs {
  @Field(() => ID, { description: 'The cart.' })
  @IsUUID()
  id: string;

  @Field(() => String, { nullable: true, description: 'The token that createCart gave to a guest.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TOKEN)
  token?: string;
}

@ArgsType()
export class ClaimCartArgs {
  @Field(() => ID, { description: "The guest's cart." })
  @IsUUID()
  id: string;

  @Field({ description: 'The token that createCart gave to the guest.' })
  @IsString()
  @MaxLength(LONGEST_TOKEN)
  token: string;
}

@InputType({ isAbstract: true })
export abstract class CartInput {
  @Field(() => ID, { description: 'The cart.' })
  @IsUUID()
  cartId: string;

  @Field(() => String, { nullable: true, description: "A guest's cart needs its token." })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TOKEN)
  token?: string;

  @Field(() => Int, { nullable: true, description: 'Change it only if it is still at this version.' })
  @IsOptional()
  @IsInt()
  expectedVersion?: number;
}

@InputType({ isAbstract: true })
abstract class CartLineInput extends CartInput {
  @Field(() => ID, { description: "The variant. Prices are none of the caller's business." })
  @IsUUID()
  variantId: string;

  @Field(() => Int, { description: '1 to 9,999.' })
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity: number;
}

@InputType({ description: 'Adds to the line of the variant, or makes one.' })
export class AddCartLineInput extends CartLineInput {}

@InputType({ description: 'Sets the quantity of a line.' })
export class ChangeCartLineInput extends CartLineInput {}

@InputType({ description: 'Takes a line out.' })
export class RemoveCartLineInput extends CartInput {
  @Field(() => ID, { description: 'The variant.' })
  @IsUUID()
  variantId: string;
}

@InputType({ description: 'Takes all lines out.' })
export class ClearCartInput extends CartInput {}

@InputType({ description: 'Says where the order will be confirmed to.' })
export class SetCartEmailInput extends CartInput {
  @Field({ description: 'An e-mail address.' })
  // class-validator's own rule fails on half a character instead of refusing it.
  @Matches(z.regexes.email, { message: 'email must be an e-mail address' })
  @MaxLength(254)
  email: string;
}
