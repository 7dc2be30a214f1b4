import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { CurrencyCodeScalar } from '@tovar/contracts/graphql';
import { CartInput } from './cart.inputs.ts';

// Checked by the schemas that REST checks its bodies by: see cart.schemas.ts.

@InputType({ description: 'Where something is sent, or who is billed.' })
export class PostalAddressInput {
  @Field({ description: 'Who gets it.' })
  recipient: string;

  @Field({ description: 'Street and number.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'What the street does not say.' })
  line2?: string | null;

  @Field({ description: 'The city.' })
  city: string;

  @Field(() => String, { nullable: true, description: 'State or province; needed in some countries.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: "As the country's mail writes it; needed in most." })
  postalCode?: string | null;

  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'E.164, for whoever delivers.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's code of the point where it is picked up." })
  pickupPoint?: string | null;
}

@InputType({ description: 'What is wanted of a variant.' })
export class CartLineInput {
  @Field(() => ID, { description: "The variant. Prices are none of the caller's business." })
  variantId: string;

  @Field(() => Int, { description: '1 to 9,999.' })
  quantity: number;
}

@InputType({ description: 'A new cart, as much of it as is known already; nothing of it is needed.' })
export class CreateCartInput {
  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'What to price it in; EUR unless you say otherwise.',
  })
  currency?: string | null;

  @Field(() => [CartLineInput], { nullable: true, description: 'At most 100.' })
  lines?: CartLineInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Promotion codes, at most 10.' })
  codes?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Where the order will be confirmed to.' })
  email?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'Where it goes.' })
  deliveryAddress?: PostalAddressInput | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'Who is billed, if somebody else.' })
  billingAddress?: PostalAddressInput | null;

  @Field(() => ID, { nullable: true, description: 'One of "deliveryOptions".' })
  deliveryMethodId?: string | null;

  @Field(() => String, { nullable: true, description: 'paypal or yookassa.' })
  paymentProvider?: string | null;
}

@InputType({ description: 'What an order needs to know; what is left out stays, null takes it away.' })
export class UpdateCartInput extends CartInput {
  @Field(() => String, { nullable: true, description: 'Where the order will be confirmed to.' })
  email?: string | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'Where it goes.' })
  deliveryAddress?: PostalAddressInput | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'Who is billed, if somebody else.' })
  billingAddress?: PostalAddressInput | null;

  @Field(() => ID, { nullable: true, description: 'One of "deliveryOptions".' })
  deliveryMethodId?: string | null;

  @Field(() => String, { nullable: true, description: 'paypal or yookassa; null leaves it to the shop.' })
  paymentProvider?: string | null;
}

@InputType({ description: 'Brings a promotion code.' })
export class AddCartCodeInput extends CartInput {
  @Field({ description: 'However it is typed.' })
  code: string;
}

@InputType({ description: 'Takes a promotion code out.' })
export class RemoveCartCodeInput extends CartInput {
  @Field({ description: 'However it is typed.' })
  code: string;
}
