import { Args, Mutation, Query, Resolver, ResolveReference } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, currentRequest, type Identity, MaybeIdentity, Public } from '@tovar/platform';
import { refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { CartDetails } from '../cart-details.ts';
import { ChangeCart, type CartTarget } from '../commands/change-cart.ts';
import { ClaimCart } from '../commands/claim-cart.ts';
import { CreateCart } from '../commands/create-cart.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import {
  AddCartLinePayload,
  CartType,
  ChangeCartLinePayload,
  ClaimCartPayload,
  ClearCartPayload,
  CreateCartPayload,
  RemoveCartLinePayload,
  SetCartEmailPayload,
  toCartType,
} from './cart.graphql.ts';
import {
  AddCartLineInput,
  CartArgs,
  ChangeCartLineInput,
  ClaimCartArgs,
  ClearCartInput,
  CreateCartInputType,
  RemoveCartLineInput,
  SetCartEmailInput,
} from './cart.inputs.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  CartFull: 'PlainUserError',
  CartLineMissing: 'PlainUserError',
  QuantityTooLarge: 'PlainUserError',
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
  @Mutation(() => CreateCartPayload, { description: 'A new cart for a guest; for a customer, the one there is.' })
  async createCart(
    @Args('input', { nullable: true, defaultValue: {} }) input: CreateCartInputType,
    @MaybeIdentity() identity?: Identity,
  ): Promise<CreateCartPayload> {
    const { cart, token } = identity
      ? await this.creation.forCustomer(identity.userId, input)
      : await this.creation.forGuest(input);
    return { cart: toCartType(cart), token, errors: [] };
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
    return changed(() => this.changes.setEmail(targetOf(input, identity), input.email));
  }

  @Authenticated()
  @Mutation(() => ClaimCartPayload, { description: "Moves a guest's cart into the customer's; quantities add up." })
  claimCart(@Args() { id, token }: ClaimCartArgs, @CurrentIdentity() { userId }: Identity): Promise<ClaimCartPayload> {
    return changed(() => this.claim.execute({ cartId: id, token, customerId: userId }));
  }

  /** Other subgraphs know a cart's id only, so a guest's cart is not reached through them. */
  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<CartType | undefined> {
    const found = await this.details.find({ cartId: id, customerId: currentRequest()?.identity?.userId });
    return found && toCartType(found);
  }
}

function targetOf(
  { cartId, token, expectedVersion }: { cartId: string; token?: string; expectedVersion?: number },
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
