import { z } from 'zod';
import { id } from '../events/identifiers.ts';
import { moneyJson } from '../money/index.ts';

/** What auditors ask of other services: about at most 500 orders at once, which need not exist. */
export const auditedOrders = z.object({ orderIds: z.array(id).max(500) });

/** `POST payments /internal/order-money`: what was taken for each order and given back, over all of its payments. */
export const orderMoney = z.object({
  orders: z.array(z.object({ orderId: id, captured: moneyJson, refunded: moneyJson })),
});

/** `POST catalog /internal/order-stock`: how each order's reservation stands; those that never had one are left out. */
export const orderStock = z.object({ orders: z.array(z.object({ orderId: id, state: z.string() })) });

/** `POST cart /internal/order-uses`: of which limited promotions each order has a use; those without any are left out. */
export const orderUses = z.object({ orders: z.array(z.object({ orderId: id, promotionIds: z.array(id) })) });

/** `POST orders /internal/known-orders`: those that exist. */
export const knownOrders = z.object({ orderIds: z.array(id) });

export type AuditedOrders = z.output<typeof auditedOrders>;
export type OrderMoney = z.output<typeof orderMoney>;
export type OrderStock = z.output<typeof orderStock>;
export type OrderUses = z.output<typeof orderUses>;
export type KnownOrders = z.output<typeof knownOrders>;
