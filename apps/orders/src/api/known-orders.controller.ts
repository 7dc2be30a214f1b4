import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { auditedOrders, type AuditedOrders, type KnownOrders } from '@tovar/contracts';
import { Database, OnlyServices } from '@tovar/platform';

/** What payments' auditor asks of orders that were charged. */
@ApiExcludeController()
@Controller('internal/known-orders')
export class KnownOrdersController {
  constructor(private readonly database: Database) {}

  @OnlyServices('payments')
  @Post()
  @HttpCode(200)
  async known(@Body({ schema: auditedOrders }) { orderIds }: AuditedOrders): Promise<KnownOrders> {
    const rows = await this.database.query<{ id: string }>('SELECT id FROM orders WHERE id = ANY($1::uuid[])', [
      orderIds,
    ]);
    return { orderIds: rows.map(({ id }) => id) };
  }
}
