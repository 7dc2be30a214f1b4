import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { z } from 'zod';
import { ReceiveStock, receiveStockInput } from '../commands/receive-stock.ts';
import { SetStock, setStockInput } from '../commands/set-stock.ts';
import type { StockLevel } from '../domain/stock.ts';
import { StockMovements, type StockMovementView } from '../queries/stock-movements.ts';
import { type Connection, toConnection } from './connection.ts';

const receipt = receiveStockInput.extend({ variantId: id, idempotencyKey: z.string().nullish() });
type Receipt = z.output<typeof receipt>;
const count = setStockInput.extend({ variantId: id });
type Count = z.output<typeof count>;

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = { StockBelowPromised: 'PlainUserError', StockTooLarge: 'PlainUserError' };

@Resolver()
export class StockResolver {
  constructor(
    private readonly receive: ReceiveStock,
    private readonly set: SetStock,
    private readonly movements: StockMovements,
  ) {}

  @RequiresScopes('stock:write:any')
  @Query()
  async stockMovements(
    @Args('variantId', new Parsed(id)) variantId: string,
    @Args('first') first?: number | null,
    @Args('after') after?: string | null,
  ): Promise<Connection<StockMovementView>> {
    return toConnection(await this.movements.page(variantId, { first, after }));
  }

  @RequiresScopes('stock:write:any')
  @Mutation()
  receiveStock(
    @Args('input', new Parsed(receipt)) { idempotencyKey, ...input }: Receipt,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() { userId: managerId }: Identity,
  ): Promise<StockPayload> {
    const call = { managerId, idempotencyKey: idempotencyKey ?? header };
    return answer(async () => (await this.receive.execute(input, call)).result);
  }

  @RequiresScopes('stock:write:any')
  @Mutation()
  setStock(
    @Args('input', new Parsed(count)) input: Count,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<StockPayload> {
    return answer(() => this.set.execute(input, userId));
  }
}

interface StockPayload {
  readonly stock?: StockLevel;
  readonly errors: readonly UserError[];
}

async function answer(change: () => Promise<StockLevel>): Promise<StockPayload> {
  const { result, errors } = await refusalsAsData(change, REFUSALS);
  return { stock: result, errors };
}
