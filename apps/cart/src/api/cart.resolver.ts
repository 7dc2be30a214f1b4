import { Args, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, currentRequest, type Identity, MaybeIdentity, Public } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { CartDetails } from '../cart-details.ts';
import { CartPricing } from '../cart-pricing.ts';
import { ChangeCart, type CartTarget } from '../commands/change-cart.ts';
import { ClaimCart } from '../commands/claim-cart.ts';
import { type CreatedCart, CreateCart } from '../commands/create-cart.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import { traceOf } from '../domain/pricing/trace.ts';
import { AddCartCodeInput, CreateCartInput, RemoveCartCodeInput, UpdateCartInput } from './cart-details.inputs.ts';
import {
  AddCartCodePayload,
  AddCartLinePayload,
  CartType,
  ChangeCartLinePayload,
  ClaimCartPayload,
  ClearCartPayload,
  CreateCartPayload,
  RemoveCartCodePayload,
  RemoveCartLinePayload,
  SetCartEmailPayload,
  toCartType,
  UpdateCartPayload,
} from './cart.graphql.ts';
import {
  AddCartLineInput,
  CartArgs,
  ChangeCartLineInput,
  ClaimCartArgs,
  ClearCartInput,
  RemoveCartLineInput,
  SetCartEmailInput,
} from './cart.inputs.ts';
import {
  cartCodeInput,
  type CartCodeInputFields,
  newCart,
  type NewCartInput,
  toCreateCartInput,
  updateCartInput,
  type UpdateCartInputFields,
} from './cart.schemas.ts';
import { DeliveryOptionType, toDeliveryOptionType, TotalStepType, toTotalStepType } from './priced-parts.graphql.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  CartBusy: 'PlainUserError',
  CartFull: 'PlainUserError',
  CartLineMissing: 'PlainUserError',
  CodeNotValid: 'PlainUserError',
  QuantityTooLarge: 'PlainUserError',
  TooManyCodes: 'PlainUserError',
  VariantNotForSale: 'PlainUserError',
  VersionConflict: 'VersionConflictError',
};

@Resolver(() => CartType)
export class CartResolver {
  constructor(
    private readonly details: CartDetails,
    private readonly creation: CreateCart,
    private readonly changes: ChangeCart,
    private readonly claim: ClaimCart,
    private readonly pricing: CartPricing,
  ) {}

  @Public()
  @Query(() => CartType, { nullable: true, description: "The caller's own cart, or a guest's with its token." })
  async cart(@Args() { id, token }: CartArgs, @MaybeIdentity() identity?: Identity): Promise<CartType> {
    return toCartType(await this.details.get({ cartId: id, token, customerId: identity?.userId }));
  }

  @Authenticated()
  @Query(() => CartType, { nullable: true, description: "The customer's cart; null when there is none." })
  async myCart(@CurrentIdentity() { userId }: Identity): Promise<CartType | undefined> {
    const found = await this.details.ofCustomer(userId);
    return found && toCartType(found);
  }

  @Public()
  @Mutation(() => CreateCartPayload, {
    description: 'A new cart for a guest; for a customer, the one there is. What is named is put into it, or nothing.',
  })
  async createCart(
    @Args('input', { type: () => CreateCartInput, nullable: true }, new Parsed(newCart.nullish()))
    input: NewCartInput | null | undefined,
    @MaybeIdentity() identity?: Identity,
  ): Promise<CreateCartPayload> {
    const wanted = toCreateCartInput(input ?? {});
    const create = (): Promise<CreatedCart> =>
      identity ? this.creation.forCustomer(identity.userId, wanted) : this.creation.forGuest(wanted);
    const { result, errors } = await refusalsAsData(create, REFUSALS);
    return { cart: result && toCartType(result.cart), token: result?.token, errors };
  }

  @Public()
  @Mutation(() => AddCartLinePayload, { description: 'Puts pieces of a variant into a cart.' })
  addCartLine(
    @Args('input') input: AddCartLineInput,
    @MaybeIdentity() identity?: Identity,
  ): Promise<AddCartLinePayload> {
    return changed(() => this.changes.addLine(targetOf(input, identity), input));
  }

  @Public()
  @Mutation(() => ChangeCartLinePayload, { description: 'Sets how many pieces of a variant are in a cart.' })
  changeCartLine(
    @Args('input') input: ChangeCartLineInput,
    @MaybeIdentity() identity?: Identity,
  ): Promise<ChangeCartLinePayload> {
    return changed(() => this.changes.changeLine(targetOf(input, identity), input));
  }

  @Public()
  @Mutation(() => RemoveCartLinePayload, { description: 'Takes a variant out of a cart.' })
  removeCartLine(
    @Args('input') input: RemoveCartLineInput,
    @MaybeIdentity() identity?: Identity,
  ): Promise<RemoveCartLinePayload> {
    return changed(() => this.changes.removeLine(targetOf(input, identity), input.variantId));
  }

  @Public()
  @Mutation(() => ClearCartPayload, { description: 'Takes everything out of a cart.' })
  clearCart(@Args('input') input: ClearCartInput, @MaybeIdentity() identity?: Identity): Promise<ClearCartPayload> {
    return changed(() => this.changes.clear(targetOf(input, identity)));
  }

  @Public()
  @Mutation(() => SetCartEmailPayload, { description: 'Says where the order will be confirmed to.' })
  setCartEmail(
    @Args('input') input: SetCartEmailInput,
    @MaybeIdentity() identity?: Identity,
  ): Promise<SetCartEmailPayload> {
    return changed(() => this.changes.setDetails(targetOf(input, identity), { email: input.email }));
  }

  @Public()
  @Mutation(() => UpdateCartPayload, { description: 'Says where it goes, how, and how it will be paid.' })
  updateCart(
    @Args('input', { type: () => UpdateCartInput }, new Parsed(updateCartInput)) input: UpdateCartInputFields,
    @MaybeIdentity() identity?: Identity,
  ): Promise<UpdateCartPayload> {
    const { cartId, token, expectedVersion, ...details } = input;
    return changed(() => this.changes.setDetails(targetOf({ cartId, token, expectedVersion }, identity), details));
  }

  @Public()
  @Mutation(() => AddCartCodePayload, { description: 'Brings a promotion code.' })
  addCartCode(
    @Args('input', { type: () => AddCartCodeInput }, new Parsed(cartCodeInput)) input: CartCodeInputFields,
    @MaybeIdentity() identity?: Identity,
  ): Promise<AddCartCodePayload> {
    return changed(() => this.changes.addCode(targetOf(input, identity), input.code));
  }

  @Public()
  @Mutation(() => RemoveCartCodePayload, { description: 'Takes a promotion code out of a cart.' })
  removeCartCode(
    @Args('input', { type: () => RemoveCartCodeInput }, new Parsed(cartCodeInput)) input: CartCodeInputFields,
    @MaybeIdentity() identity?: Identity,
  ): Promise<RemoveCartCodePayload> {
    return changed(() => this.changes.removeCode(targetOf(input, identity), input.code));
  }

  @Authenticated()
  @Mutation(() => ClaimCartPayload, { description: "Moves a guest's cart into the customer's; quantities add up." })
  claimCart(@Args() { id, token }: ClaimCartArgs, @CurrentIdentity() { userId }: Identity): Promise<ClaimCartPayload> {
    return changed(() => this.claim.execute({ cartId: id, token, customerId: userId }));
  }

  @ResolveField(() => [DeliveryOptionType], {
    nullable: true,
    description:
      'Every way in which it can be delivered to its address, the cheapest first; none without an address. Null, with an ' +
      'error, while shipping does not answer.',
  })
  async deliveryOptions(@Parent() { priced }: CartType): Promise<DeliveryOptionType[]> {
    return (await this.pricing.deliveryOptions(priced)).map(toDeliveryOptionType);
  }

  @ResolveField(() => [TotalStepType], { description: 'How the total came about: price, rule, tax, rounding.' })
  trace(@Parent() { priced }: CartType): TotalStepType[] {
    return traceOf(priced).map(toTotalStepType);
  }

  /** Other subgraphs know a cart's id only, so a guest's cart is not reached through them. */
  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<CartType | undefined> {
    const found = await this.details.find({ cartId: id, customerId: currentRequest()?.identity?.userId });
    return found && toCartType(found);
  }
}

function targetOf(
  { cartId, token, expectedVersion }: { cartId: string; token?: string | null; expectedVersion?: number | null },
  identity: Identity | undefined,
): CartTarget {
  return {
    cartId,
    token: token ?? undefined,
    expectedVersion: expectedVersion ?? undefined,
    customerId: identity?.userId,
  };
}

async function changed(change: () => Promise<PricedCart>): Promise<{ cart?: CartType; errors: UserError[] }> {
  const { result, errors } = await refusalsAsData(change, REFUSALS);
  return { cart: result && toCartType(result), errors };
}
