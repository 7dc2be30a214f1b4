import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  pageOf,
  pageQuery,
  type PageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ReceiveStock, receiveStockInput } from '../commands/receive-stock.ts';
import { SetStock, setStockInput } from '../commands/set-stock.ts';
import { MOVEMENT_KINDS, type StockLevel } from '../domain/stock.ts';
import { StockMovements, type StockMovementView } from '../queries/stock-movements.ts';

type Receipt = z.output<typeof receiveStockInput>;
type Count = z.output<typeof setStockInput>;

const level = {
  schema: toOpenApi(z.object({ onHand: z.int(), reserved: z.int(), allocated: z.int(), available: z.int() })),
};

const movementView = z.object({
  id: z.string(),
  kind: z.enum(MOVEMENT_KINDS),
  source: z.string(),
  reason: z.string().nullable(),
  onHandChange: z.int(),
  reservedChange: z.int(),
  allocatedChange: z.int(),
  movedAt: z.iso.datetime(),
});

@ApiTags('Stock')
@Controller('api/v1/stock')
export class StockController {
  constructor(
    private readonly receive: ReceiveStock,
    private readonly set: SetStock,
    private readonly movements: StockMovements,
  ) {}

  @RequiresScopes('stock:write:any')
  @Get(':variantId/movements')
  @ApiOperation({ summary: "The ledger of a variant's stock, the latest movement first." })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(movementView)) })
  async ledger(
    @Param('variantId', { schema: id }) variantId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: StockMovementView[]; nextCursor: string | null }> {
    return toPageView(await this.movements.page(variantId, toPageQuestion(query)), reply, (movement) => movement);
  }

  @RequiresScopes('stock:write:any')
  @Post(':variantId/receipts')
  @ApiOperation({ summary: 'Goods have arrived: adds them to what is on hand.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'The stock as it is now.', ...level })
  @ApiResponse({ status: 422, description: 'STOCK_TOO_LARGE, IDEMPOTENCY_KEY_REUSED.' })
  async receipts(
    @Param('variantId', { schema: id }) variantId: string,
    @Body({ schema: receiveStockInput }) input: Receipt,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() { userId: managerId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StockLevel> {
    const { result, isReplay } = await this.receive.execute({ ...input, variantId }, { managerId, idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    return result;
  }

  @RequiresScopes('stock:write:any')
  @Put(':variantId')
  @ApiOperation({ summary: 'The shelf was counted: sets what is on hand.' })
  @ApiResponse({ status: 200, description: 'The stock as it is now.', ...level })
  @ApiResponse({ status: 409, description: 'STOCK_BELOW_PROMISED.' })
  count(
    @Param('variantId', { schema: id }) variantId: string,
    @Body({ schema: setStockInput }) input: Count,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<StockLevel> {
    return this.set.execute({ ...input, variantId }, userId);
  }
}
