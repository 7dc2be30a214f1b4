import { Directive, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CurrencyCodeScalar, MoneyType, PostalAddressType, toMoneyType } from '@tovar/contracts/graphql';
import { UserError } from '@tovar/platform/graphql';
import type { PricedCart, PricedLine } from '../domain/priced-cart.ts';
import { type CartProblem, PROBLEM_CODES } from '../domain/problems.ts';
import {
  CartDiscountType,
  CartTaxType,
  DeliveryOptionType,
  toDeliveryOptionType,
  toDiscountType,
  toTaxType,
} from './priced-parts.graphql.ts';

const CartProblemCode = Object.fromEntries(PROBLEM_CODES.map((code) => [code, code]));
registerEnumType(CartProblemCode, {
  name: 'CartProblemCode',
  description: 'What blocks an order; PRICE_CHANGED does not, but its customer should know.',
});

const CartCodeState = { APPLIED: 'APPLIED', NOT_APPLICABLE: 'NOT_APPLICABLE', NOT_VALID: 'NOT_VALID' };
registerEnumType(CartCodeState, { name: 'CartCodeState', description: 'How it stands with a promotion code.' });

@ObjectType('Variant')
@Directive('@key(fields: "id", resolvable: false)')
export class VariantStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;
}

@ObjectType('CartProblem', { description: 'What still stands in the way of an order.' })
export class CartProblemType {
  @Field(() => CartProblemCode, { description: 'Stable.' })
  code: string;

  @Field({ description: 'For a person.' })
  message: string;

  @Field(() => VariantStub, { nullable: true, description: 'The line in question; null when it is the whole cart.' })
  variant?: VariantStub;

  @Field(() => Int, { nullable: true, description: 'INSUFFICIENT_STOCK: how many can be had.' })
  available?: number;

  @Field(() => [String], { nullable: true, description: 'ADDRESS_NOT_DELIVERABLE: what is wrong or missing.' })
  fields?: readonly string[];

  @Field(() => String, { nullable: true, description: 'CODE_NOT_VALID, CODE_NOT_APPLICABLE: which one.' })
  promotionCode?: string;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'PRICE_CHANGED: the unit price when it was put into the cart.',
  })
  previousPrice?: MoneyType;
}

@ObjectType('CartLine', { description: "A variant in a cart, at today's price." })
export class CartLineType {
  @Field(() => VariantStub, { description: 'What is to be bought.' })
  variant: VariantStub;

  @Field(() => Int, { description: '1 to 9,999.' })
  quantity: number;

  @Field(() => MoneyType, { nullable: true, description: "Null when the variant has no price in the cart's currency." })
  unitPrice: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'The unit price times the quantity.' })
  subtotal: MoneyType | null;

  @Field(() => [CartDiscountType], { description: 'What promotions take off, in their order.' })
  discounts: CartDiscountType[];

  @Field(() => CartTaxType, { nullable: true, description: 'Null when there is no price.' })
  tax: CartTaxType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What the line costs: the subtotal, less the discounts, with its tax.',
  })
  total: MoneyType | null;

  @Field(() => [CartProblemType], { description: 'What is the matter with this line.' })
  problems: CartProblemType[];
}

@ObjectType('CartCode', { description: 'A promotion code in a cart.' })
export class CartCodeType {
  @Field({ description: 'In capital letters.' })
  code: string;

  @Field(() => CartCodeState, { description: 'Whether it changes anything.' })
  state: string;
}

@ObjectType('Cart', { description: "What a guest or a customer wants to buy, at today's prices." })
@Directive('@key(fields: "id")')
export class CartType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;

  @Field(() => CurrencyCodeScalar, { description: 'All prices are in this currency.' })
  currency: string;

  @Field(() => String, { nullable: true, description: 'Where the order will be confirmed to.' })
  email: string | null;

  @Field(() => [CartLineType], { description: 'At most 100, in the order in which they were added.' })
  lines: CartLineType[];

  @Field(() => [CartCodeType], { description: 'At most 10, in the order in which they were given.' })
  codes: CartCodeType[];

  @Field(() => PostalAddressType, { nullable: true, description: 'Where it goes.' })
  deliveryAddress: PostalAddressType | null;

  @Field(() => PostalAddressType, { nullable: true, description: 'Who is billed; null for who gets the delivery.' })
  billingAddress: PostalAddressType | null;

  @Field(() => DeliveryOptionType, { nullable: true, description: 'The chosen delivery, if it can be had.' })
  delivery: DeliveryOptionType | null;

  @Field(() => String, { nullable: true, description: 'paypal or yookassa; null leaves it to the shop.' })
  paymentProvider: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'The lines before discounts.' })
  subtotal: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'All discounts, those of the delivery included.' })
  discountTotal: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'All taxes, contained and on top.' })
  taxTotal: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The sum of the lines and the delivery; pass it to placeOrder as "expectedTotal".',
  })
  total: MoneyType | null;

  /** What the fields that have resolvers of their own are made of. */
  priced: PricedCart;

  @Field(() => [CartProblemType], {
    description: 'What still blocks an order, in any line and in the cart as a whole.',
  })
  problems: CartProblemType[];
}

/** The part of every answer to a change: the cart as it is then, or why it was not changed. */
@ObjectType({ isAbstract: true })
abstract class ChangedCart {
  @Field(() => CartType, { nullable: true, description: 'The cart after the change; null when it was refused.' })
  cart?: CartType;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}

@ObjectType({ description: 'What createCart answers.' })
export class CreateCartPayload extends ChangedCart {
  @Field(() => String, { nullable: true, description: "Opens a guest's cart; shown this once. A customer needs none." })
  token?: string;
}
@ObjectType({ description: 'What addCartLine answers.' })
export class AddCartLinePayload extends ChangedCart {}
@ObjectType({ description: 'What changeCartLine answers.' })
export class ChangeCartLinePayload extends ChangedCart {}
@ObjectType({ description: 'What removeCartLine answers.' })
export class RemoveCartLinePayload extends ChangedCart {}
@ObjectType({ description: 'What clearCart answers.' })
export class ClearCartPayload extends ChangedCart {}
@ObjectType({ description: 'What setCartEmail answers.' })
export class SetCartEmailPayload extends ChangedCart {}
@ObjectType({ description: 'What updateCart answers.' })
export class UpdateCartPayload extends ChangedCart {}
@ObjectType({ description: 'What addCartCode answers.' })
export class AddCartCodePayload extends ChangedCart {}
@ObjectType({ description: 'What removeCartCode answers.' })
export class RemoveCartCodePayload extends ChangedCart {}
@ObjectType({ description: 'What claimCart answers.' })
export class ClaimCartPayload extends ChangedCart {}

export function toCartType(priced: PricedCart): CartType {
  const { cart, version, lines, codes, delivery, totals, problems } = priced;
  const { id, currency, email, deliveryAddress, billingAddress, paymentProvider } = cart;
  return {
    id,
    version,
    currency,
    email,
    deliveryAddress,
    billingAddress,
    paymentProvider,
    priced,
    lines: lines.map(toLineType),
    codes: codes.map(({ code, state }) => ({ code, state })),
    delivery: delivery && toDeliveryOptionType(delivery),
    subtotal: totals && toMoneyType(totals.subtotal),
    discountTotal: totals && toMoneyType(totals.discountTotal),
    taxTotal: totals && toMoneyType(totals.taxTotal),
    total: totals && toMoneyType(totals.total),
    problems: problems.map(toProblemType),
  };
}

function toLineType({ variantId, quantity, price, problems }: PricedLine): CartLineType {
  return {
    variant: { id: variantId },
    quantity,
    unitPrice: price && toMoneyType(price.unitPrice),
    subtotal: price && toMoneyType(price.gross),
    discounts: price?.discounts.map(toDiscountType) ?? [],
    tax: price && toTaxType(price.tax),
    total: price && toMoneyType(price.total),
    problems: problems.map(toProblemType),
  };
}

function toProblemType({ variantId, previousPrice, ...problem }: CartProblem): CartProblemType {
  return {
    ...problem,
    variant: variantId === undefined ? undefined : { id: variantId },
    previousPrice: previousPrice && toMoneyType(previousPrice),
  };
}
