import { Directive, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CurrencyCodeScalar, MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { UserError } from '@tovar/platform/graphql';
import type { PricedCart, PricedLine } from '../domain/priced-cart.ts';
import { type CartProblem, PROBLEM_CODES } from '../domain/problems.ts';

const CartProblemCode = Object.fromEntries(PROBLEM_CODES.map((code) => [code, code]));
registerEnumType(CartProblemCode, {
  name: 'CartProblemCode',
  description: 'What blocks an order; PRICE_CHANGED does not, but its customer should know.',
});

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
  total: MoneyType | null;

  @Field(() => [CartProblemType], { description: 'What is the matter with this line.' })
  problems: CartProblemType[];
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

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The sum of the lines; pass it to placeOrder as "expectedTotal".',
  })
  total: MoneyType | null;

  @Field(() => [CartProblemType], {
    description: 'What still blocks an order, in any line and in the cart as a whole.',
  })
  problems: CartProblemType[];
}

@ObjectType('VersionConflictError', { implements: () => UserError, description: 'Somebody else changed it meanwhile.' })
@Directive('@shareable')
export class VersionConflictErrorType extends UserError {
  @Field(() => Int, { description: 'The version that it is at now.' })
  currentVersion: number;
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
@ObjectType({ description: 'What claimCart answers.' })
export class ClaimCartPayload extends ChangedCart {}

export function toCartType({ cart, version, lines, totals, problems }: PricedCart): CartType {
  return {
    id: cart.id,
    version,
    currency: cart.currency,
    email: cart.email,
    lines: lines.map(toLineType),
    total: totals && toMoneyType(totals.total),
    problems: problems.map(toProblemType),
  };
}

function toLineType({ variantId, quantity, price, problems }: PricedLine): CartLineType {
  return {
    variant: { id: variantId },
    quantity,
    unitPrice: price && toMoneyType(price.unitPrice),
    total: price && toMoneyType(price.total),
    problems: problems.map(toProblemType),
  };
}

function toProblemType({ code, message, variantId, available, previousPrice }: CartProblem): CartProblemType {
  return {
    code,
    message,
    variant: variantId === undefined ? undefined : { id: variantId },
    available,
    previousPrice: previousPrice && toMoneyType(previousPrice),
  };
}
