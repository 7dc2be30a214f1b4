import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { auditedOrders, type AuditedOrders, type OrderUses } from '@tovar/contracts';
import { Database, OnlyServices } from '@tovar/platform';

/** What orders' auditor compares its orders with. */
@ApiExcludeController()
@Controller('internal/order-uses')
export class OrderUsesController {
  constructor(private readonly database: Database) {}

  @OnlyServices('orders')
  @Post()
  @HttpCode(200)
  async uses(@Body({ schema: auditedOrders }) { orderIds }: AuditedOrders): Promise<OrderUses> {
    const orders = await this.database.query<OrderUses['orders'][number]>(
      `SELECT order_id AS "orderId", json_agg(promotion_id) AS "promotionIds" FROM promotion_use
        WHERE order_id = ANY($1::uuid[]) AND released_at IS NULL GROUP BY order_id`,
      [orderIds],
    );
    return { orders };
  }
}
