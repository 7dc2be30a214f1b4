import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { id as uuid } from '@tovar/contracts';
import {
  CurrentIdentity,
  currentRequest,
  IdempotencyKey,
  type Identity,
  MaybeIdentity,
  Public,
  RequiresScopes,
} from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { z } from 'zod';
import { RequestReturn } from '../commands/request-return.ts';
import { aboutReturnInput, requestReturnInput } from '../commands/return-input.ts';
import { Returns } from '../queries/returns.ts';
import {
  CancelReturnInput,
  RequestReturnInput,
  ReturnConnection,
  ReturnPayload,
  ReturnsArgs,
  ReturnType,
  toReturnConnection,
  toReturnType,
} from './return.types.ts';
import { OfOrderArgs, OwnedArgs } from './shipment.args.ts';
import { OrderWithShipments } from './shipment.types.ts';

const token = z.string().max(200).nullish();
const request = requestReturnInput.extend({ token, idempotencyKey: z.string().nullish() });
type Wish = z.output<typeof request>;
const cancellation = aboutReturnInput.extend({ token });
type Cancellation = z.output<typeof cancellation>;

const plain = 'PlainUserError';
/** What a caller of any write about returns can react to. */
export const RETURN_REFUSALS = {
  VersionConflict: 'VersionConflictError',
  NotFound: plain,
  NothingToReturn: plain,
  ReturnNotPossible: plain,
  ReturnLinesDiffer: plain,
};

/** Goods that come back, for whoever bought them. */
@Resolver(() => ReturnType)
export class ReturnsResolver {
  constructor(
    private readonly returns: Returns,
    private readonly requests: RequestReturn,
  ) {}

  @RequiresScopes('shipping:read:any')
  @Query(() => ReturnConnection, { description: "Everybody's returns, the newest first." })
  async returnList(
    @Args() { status, first, after }: ReturnsArgs,
    @CurrentIdentity() identity: Identity,
  ): Promise<ReturnConnection> {
    return toReturnConnection(await this.returns.page({ status }, { first, after }), { identity });
  }

  @Public()
  @Query(() => ReturnType, {
    nullable: true,
    name: 'return',
    description: "A return of the caller's, or of a guest's order with its token.",
  })
  async oneReturn(@Args() { id, token: given }: OwnedArgs, @MaybeIdentity() identity?: Identity): Promise<ReturnType> {
    const viewer = { identity, token: given ?? undefined };
    return toReturnType(await this.returns.get(id, viewer), viewer);
  }

  @Public()
  @Query(() => [ReturnType], { description: 'The returns of an order, the first one first.' })
  async orderReturns(
    @Args() { orderId, token: given }: OfOrderArgs,
    @MaybeIdentity() identity?: Identity,
  ): Promise<ReturnType[]> {
    const viewer = { identity, token: given ?? undefined };
    return (await this.returns.ofOrder(orderId, viewer)).map((each) => toReturnType(each, viewer));
  }

  @Public()
  @Mutation(() => ReturnPayload, { description: 'Asks to give back what was sent, or some of it.' })
  async requestReturn(
    @Args('input', { type: () => RequestReturnInput }, new Parsed(request))
    { token: given, idempotencyKey, ...input }: Wish,
    @IdempotencyKey() header: string | undefined,
    @MaybeIdentity() identity?: Identity,
  ): Promise<ReturnPayload> {
    const viewer = { identity, token: given ?? undefined };
    const key = idempotencyKey ?? header;
    const { result, errors } = await refusalsAsData(() => this.requests.execute(input, viewer, key), RETURN_REFUSALS);
    const made = result && toReturnType(await this.returns.get(result.result.id, viewer), viewer);
    return { return: made, errors };
  }

  @Public()
  @Mutation(() => ReturnPayload, { description: 'Keeps the goods after all.' })
  async cancelReturn(
    @Args('input', { type: () => CancelReturnInput }, new Parsed(cancellation))
    { token: given, ...input }: Cancellation,
    @MaybeIdentity() identity?: Identity,
  ): Promise<ReturnPayload> {
    const viewer = { identity, token: given ?? undefined };
    const { errors } = await refusalsAsData(() => this.requests.cancel(input, viewer), RETURN_REFUSALS);
    if (errors.length > 0) return { errors };
    return { return: toReturnType(await this.returns.get(input.returnId, viewer), viewer), errors };
  }
}

/** What shipping adds to an order besides its parcels. */
@Resolver(() => OrderWithShipments)
export class OrderReturnsResolver {
  constructor(private readonly returns: Returns) {}

  @ResolveField('returns', () => [ReturnType], {
    nullable: true,
    description: 'Its returns, as far as you may see them. A guest asks for "orderReturns".',
  })
  async returnsOf(@Parent() { id }: OrderWithShipments): Promise<ReturnType[]> {
    if (!uuid.safeParse(id).success) return [];
    const viewer = { identity: currentRequest()?.identity };
    return (await this.returns.batchedOf(id)).map((each) => toReturnType(each, viewer));
  }
}
