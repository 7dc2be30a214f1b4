import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { Authenticated, CurrentIdentity, type Identity, MaybeIdentity, Public, toOpenApi } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CartDetails } from '../cart-details.ts';
import { ChangeCart, type CartTarget } from '../commands/change-cart.ts';
import { ClaimCart } from '../commands/claim-cart.ts';
import { CreateCart } from '../commands/create-cart.ts';
import { promotionCode } from '../commands/promotion-input.ts';
import { MAX_QUANTITY } from '../domain/cart.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import {
  cartCode,
  type CartCodeInput,
  cartDetails,
  type CartDetailsInput,
  newCart,
  type NewCartInput,
  toCreateCartInput,
} from './cart.schemas.ts';
import { AnswersWithCart, ChangesCart, describeCart, NamesCart, Target } from './cart.http.ts';
import { createdCartView, type CreatedCartView, toCartView } from './cart.view.ts';

const quantity = z.int().min(1).max(MAX_QUANTITY);
const addLineInput = z.strictObject({ variantId: id, quantity });
const changeLineInput = z.strictObject({ quantity });
type AddLineInput = z.output<typeof addLineInput>;
type ChangeLineInput = z.output<typeof changeLineInput>;

@ApiTags('Carts')
@Controller('api/v1/carts')
export class CartController {
  constructor(
    private readonly details: CartDetails,
    private readonly creation: CreateCart,
    private readonly changes: ChangeCart,
    private readonly claims: ClaimCart,
  ) {}

  @Public()
  @Post()
  @ApiOperation({ summary: 'A new cart for a guest, with its token; for a customer, the one there is.' })
  @ApiResponse({
    status: 201,
    description: 'The cart. The token is shown this once.',
    schema: toOpenApi(createdCartView),
  })
  async create(
    @Body({ schema: newCart }) input: NewCartInput,
    @Res({ passthrough: true }) reply: FastifyReply,
    @MaybeIdentity() identity?: Identity,
  ): Promise<CreatedCartView> {
    const wanted = toCreateCartInput(input);
    const { cart, token } = identity
      ? await this.creation.forCustomer(identity.userId, wanted)
      : await this.creation.forGuest(wanted);
    describeCart(reply, cart).header('location', `/api/v1/carts/${cart.cart.id}`);
    return { cart: toCartView(cart), token };
  }

  @Public()
  @Get(':id')
  @NamesCart("A cart at today's prices, with what still blocks an order.")
  @UseInterceptors(AnswersWithCart)
  get(@Target() target: CartTarget): Promise<PricedCart> {
    return this.details.get(target);
  }

  @Public()
  @Patch(':id')
  @ChangesCart('Says where it goes, how, and how it will be paid; what is left out stays, null takes it away.')
  @UseInterceptors(AnswersWithCart)
  change(@Target() target: CartTarget, @Body({ schema: cartDetails }) details: CartDetailsInput): Promise<PricedCart> {
    return this.changes.setDetails(target, details);
  }

  @Public()
  @Post(':id/codes')
  @HttpCode(200)
  @ChangesCart('Brings a promotion code.')
  @ApiResponse({ status: 422, description: 'CODE_NOT_VALID, TOO_MANY_CODES.' })
  @ApiResponse({ status: 429, description: 'RATE_LIMITED: too many codes that are not valid.' })
  @UseInterceptors(AnswersWithCart)
  addCode(@Target() target: CartTarget, @Body({ schema: cartCode }) { code }: CartCodeInput): Promise<PricedCart> {
    return this.changes.addCode(target, code);
  }

  @Public()
  @Delete(':id/codes/:code')
  @ChangesCart('Takes a promotion code out of the cart.')
  @UseInterceptors(AnswersWithCart)
  removeCode(
    @Target() target: CartTarget,
    @Param('code', { schema: promotionCode }) code: string,
  ): Promise<PricedCart> {
    return this.changes.removeCode(target, code);
  }

  @Public()
  @Post(':id/lines')
  @HttpCode(200)
  @ChangesCart('Puts pieces of a variant into the cart, on top of those that are there.')
  @UseInterceptors(AnswersWithCart)
  addLine(@Target() target: CartTarget, @Body({ schema: addLineInput }) input: AddLineInput): Promise<PricedCart> {
    return this.changes.addLine(target, input);
  }

  @Public()
  @Delete(':id/lines')
  @ChangesCart('Takes everything out of the cart.')
  @UseInterceptors(AnswersWithCart)
  clear(@Target() target: CartTarget): Promise<PricedCart> {
    return this.changes.clear(target);
  }

  @Public()
  @Patch(':id/lines/:variantId')
  @ChangesCart('Sets how many pieces of a variant are in the cart.')
  @UseInterceptors(AnswersWithCart)
  changeLine(
    @Target() target: CartTarget,
    @Param('variantId', { schema: id }) variantId: string,
    @Body({ schema: changeLineInput }) input: ChangeLineInput,
  ): Promise<PricedCart> {
    return this.changes.changeLine(target, { variantId, ...input });
  }

  @Public()
  @Delete(':id/lines/:variantId')
  @ChangesCart('Takes a variant out of the cart.')
  @UseInterceptors(AnswersWithCart)
  removeLine(@Target() target: CartTarget, @Param('variantId', { schema: id }) variantId: string): Promise<PricedCart> {
    return this.changes.removeLine(target, variantId);
  }

  @Authenticated()
  @Post(':id/claim')
  @HttpCode(200)
  @NamesCart("Moves a guest's cart into the customer's own; quantities add up.")
  @UseInterceptors(AnswersWithCart)
  claim(@Target() { cartId, token = '' }: CartTarget, @CurrentIdentity() { userId }: Identity): Promise<PricedCart> {
    return this.claims.execute({ cartId, token, customerId: userId });
  }
}
