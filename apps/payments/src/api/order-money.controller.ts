import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { auditedOrders, type AuditedOrders, money, type OrderMoney, toJson } from '@tovar/contracts';
import { Database, OnlyServices } from '@tovar/platform';

/** What the auditors of orders and shipping compare with. */
@ApiExcludeController()
@Controller('internal/order-money')
export class OrderMoneyController {
  constructor(private readonly database: Database) {}

  @OnlyServices('orders', 'shipping')
  @Post()
  @HttpCode(200)
  async sums(@Body({ schema: auditedOrders }) { orderIds }: AuditedOrders): Promise<OrderMoney> {
    const rows = await this.database.query<{ id: string; currency: string; captured: string; refunded: string }>(
      `SELECT order_id AS id, currency, sum(captured_minor) AS captured, sum(refunded_minor) AS refunded
         FROM payment WHERE order_id = ANY($1::uuid[]) GROUP BY order_id, currency`,
      [orderIds],
    );
    const amount = (minor: string, currency: string) => toJson(money(BigInt(minor), currency));
    const orders = rows.map(({ id: orderId, currency, captured, refunded }) => ({
      orderId,
      captured: amount(captured, currency),
      refunded: amount(refunded, currency),
    }));
    return { orders };
  }
}
