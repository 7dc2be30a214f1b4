import type { SandboxClock } from '../../clock.ts';
import type { NewId } from '../../ids.ts';
import type { Decision } from './decision.ts';
import { normalised } from './money.ts';
import type { OrderRequest, UnitRequest } from './order-request.ts';
import { checkOrderRules } from './order-rules.ts';
import { breakdownParts, type Order, type PurchaseUnit } from './order.ts';
import { skewedOrder } from './views.ts';

/** How long a buyer has to approve an order, and the shop then to capture it. */
export const orderLifeMs = 3 * 3_600_000;

export class CreateOrder {
  constructor(
    private readonly clock: SandboxClock,
    private readonly newId: NewId,
  ) {}

  /** Throws a 422 when the order's amounts do not add up. */
  decide(request: OrderRequest, skewMinor: bigint): Decision {
    checkOrderRules(request);
    const now = this.clock.now();
    const order: Order = {
      id: this.newId(),
      intent: request.intent,
      units: request.purchase_units.map(unitOf),
      experience: experienceOf(request),
      ...(request.payment_source ? waiting('PAYER_ACTION_REQUIRED') : waiting('CREATED')),
      createdAt: now,
      updatedAt: now,
      expiresAt: now + orderLifeMs,
    };
    return { facts: [{ type: 'OrderCreated', order: skewedOrder(order, skewMinor) }], resourceId: order.id };
  }
}

function waiting(status: Order['awaiting']): Pick<Order, 'status' | 'awaiting'> {
  return { status, awaiting: status };
}

function unitOf(unit: UnitRequest): PurchaseUnit {
  const { breakdown } = unit.amount;
  const parts = breakdownParts.flatMap((part) => {
    const money = breakdown?.[part];
    return money ? [[part, normalised(money)] as const] : [];
  });
  const items = unit.items?.map(({ unit_amount, tax, ...item }) => ({
    ...item,
    unit_amount: normalised(unit_amount),
    ...(tax && { tax: normalised(tax) }),
  }));
  return {
    ...unit,
    reference_id: unit.reference_id ?? 'default',
    amount: { ...normalised(unit.amount), ...(breakdown && { breakdown: Object.fromEntries(parts) }) },
    items,
  };
}

function experienceOf(request: OrderRequest): Order['experience'] {
  const context = request.payment_source?.paypal.experience_context ?? request.application_context;
  return { brandName: context?.brand_name, returnUrl: context?.return_url, cancelUrl: context?.cancel_url };
}
