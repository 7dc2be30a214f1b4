import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { auditedOrders, type AuditedOrders, type OrderStock } from '@tovar/contracts';
import { Database, OnlyServices } from '@tovar/platform';

/** What orders' auditor compares its orders with. */
@ApiExcludeController()
@Controller('internal/order-stock')
export class OrderStockController {
  constructor(private readonly database: Database) {}

  @OnlyServices('orders')
  @Post()
  @HttpCode(200)
  async states(@Body({ schema: auditedOrders }) { orderIds }: AuditedOrders): Promise<OrderStock> {
    const orders = await this.database.query<OrderStock['orders'][number]>(
      'SELECT order_id AS "orderId", state FROM stock_reservation WHERE order_id = ANY($1::uuid[])',
      [orderIds],
    );
    return { orders };
  }
}
