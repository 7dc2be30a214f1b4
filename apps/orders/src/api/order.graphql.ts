import { Directive, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { PageInfo } from '@tovar/platform/graphql';
import { ORDER_ACTIONS } from '../domain/allowed-actions.ts';
import {
  CANCEL_REASONS,
  FULFILLMENT_STATUSES,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  RETURN_STATUSES,
} from '../domain/order.ts';
import { ACTOR_KINDS, HISTORY_EVENTS, type HistoryEntry } from '../domain/order-history.ts';
import type { OrderLine } from '../domain/placement.ts';
import type { OrderFilter } from '../queries/order-filter.ts';
import { apiName, enumOf } from './enum-of.ts';
import {
  OrderAddress,
  OrderDelivery,
  OrderDiscount,
  OrderPromotion,
  OrderTax,
  OrderTotalStep,
  toDeliveryType,
  toDiscountType,
  toStepType,
  toTaxType,
} from './order-placement.graphql.ts';
import type { ShownOrder } from './shown-order.ts';

export const OrderStatus = enumOf('OrderStatus', ORDER_STATUSES, 'The headline; it follows from the other statuses.');
export const PaymentStatus = enumOf('OrderPaymentStatus', PAYMENT_STATUSES, 'What has been paid and given back.');
export const FulfillmentStatus = enumOf(
  'OrderFulfillmentStatus',
  FULFILLMENT_STATUSES,
  'What is on its way, or there.',
);
export const ReturnStatus = enumOf('OrderReturnStatus', RETURN_STATUSES, 'What has come back.');
const CancelReason = enumOf('OrderCancelReason', CANCEL_REASONS, 'Why an order was given up.');
const Action = enumOf('OrderAction', ORDER_ACTIONS, 'What can be done to an order.');
const ActorKind = enumOf('OrderActor', ACTOR_KINDS, 'Who changed an order; SHOP is nobody in person.');
const HistoryEvent = enumOf('OrderEvent', HISTORY_EVENTS, 'What happened to an order.');
export const LocaleEnum = enumOf('Locale', ['EN', 'RU'], 'A language of the shop.');

@ObjectType('Variant')
@Directive('@key(fields: "id", resolvable: false)')
export class VariantStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;
}

@ObjectType('Product')
@Directive('@key(fields: "id", resolvable: false)')
export class ProductStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;
}

@ObjectType('OrderLine', { description: 'What was bought, as it was then.' })
export class OrderLineType {
  @Field(() => VariantStub, { nullable: true, description: 'The variant as it is now; null when it is gone.' })
  variant: VariantStub;

  @Field(() => ProductStub, { nullable: true, description: 'Its product as it is now; null when it is gone.' })
  product: ProductStub;

  /** In both languages; `name` picks one. */
  names: OrderLine['name'];

  @Field({ description: 'The article number.' })
  sku: string;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity: number;

  @Field(() => MoneyType, { description: 'For one piece.' })
  unitPrice: MoneyType;

  @Field(() => [OrderDiscount], { description: 'What took something off it.' })
  discounts: OrderDiscount[];

  @Field(() => OrderTax, { description: 'Its tax.' })
  tax: OrderTax;

  @Field(() => MoneyType, {
    description: 'The unit price times the quantity, less discounts, and tax that comes on top.',
  })
  total: MoneyType;
}

@ObjectType('OrderHistoryEntry', { description: 'One change of an order, and how the order was behind it.' })
export class OrderHistoryEntryType {
  @Field(() => HistoryEvent, { description: 'What happened.' })
  event: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => ActorKind, { description: 'By whom.' })
  actor: string;

  @Field(() => ID, { nullable: true, description: 'The user, for staff to see.' })
  actorId: string | null;

  @Field(() => String, { nullable: true, description: 'Why, or what it was about.' })
  reason: string | null;

  @Field(() => OrderStatus, { description: 'The headline behind the change.' })
  status: string;

  @Field(() => PaymentStatus, { description: 'The payment status behind the change.' })
  paymentStatus: string;

  @Field(() => FulfillmentStatus, { description: 'What was on its way, or there, behind the change.' })
  fulfillmentStatus: string;

  @Field(() => ReturnStatus, { description: 'What had come back behind the change.' })
  returnStatus: string;

  @Field(() => Int, { description: 'The version that the order came to by it.' })
  version: number;
}

@ObjectType('Order', { description: 'A purchase, from the moment it is placed.' })
@Directive('@key(fields: "id")')
export class OrderType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field({ description: 'For people; it opens nothing.' })
  orderNumber: string;

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;

  @Field(() => DateTimeScalar, { description: 'When it was placed.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  changedAt: Date;

  @Field(() => OrderStatus, { description: 'The headline.' })
  status: string;

  @Field(() => PaymentStatus, { description: 'What has been paid.' })
  paymentStatus: string;

  @Field(() => FulfillmentStatus, { description: 'What is on its way, or there.' })
  fulfillmentStatus: string;

  @Field(() => ReturnStatus, { description: 'What has come back.' })
  returnStatus: string;

  @Field(() => CancelReason, { nullable: true, description: 'Why it was given up; null when it was not.' })
  cancelReason: string | null;

  @Field(() => [OrderLineType], { description: 'What was bought.' })
  lines: OrderLineType[];

  @Field(() => OrderDelivery, {
    nullable: true,
    description: 'How it is delivered; null when there is nothing to deliver.',
  })
  delivery: OrderDelivery | null;

  @Field(() => OrderAddress, {
    nullable: true,
    description: "Whom the invoice is made out to; null for the delivery's.",
  })
  billingAddress: OrderAddress | null;

  @Field(() => MoneyType, { description: 'The lines before discounts.' })
  subtotal: MoneyType;

  @Field(() => MoneyType, { description: 'All discounts together.' })
  discountTotal: MoneyType;

  @Field(() => MoneyType, { description: 'All taxes together, in the prices or on top of them.' })
  taxTotal: MoneyType;

  @Field(() => MoneyType, { description: 'Lines and delivery, fixed when the order was placed.' })
  total: MoneyType;

  @Field(() => MoneyType, { description: 'All that was given back.' })
  refunded: MoneyType;

  @Field(() => [OrderPromotion], { description: 'What it was placed with.' })
  promotions: OrderPromotion[];

  @Field(() => [OrderTotalStep], { description: 'How the total came about, step by step.' })
  trace: OrderTotalStep[];

  @Field(() => String, { nullable: true, description: 'Where it is confirmed to; for its owner alone.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Where its owner pays; null when there is nothing to pay now.' })
  paymentUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Where its invoice is, as a PDF; null until it is paid.' })
  invoiceUrl: string | null;

  @Field(() => [Action], { description: 'What the caller may do to it now.' })
  allowedActions: string[];

  @Field(() => [OrderHistoryEntryType], { description: 'Every change, the oldest first.' })
  history: OrderHistoryEntryType[];

  @Field(() => String, { nullable: true, description: 'What a person has to look at; for staff alone.' })
  attention: string | null;
}

@ObjectType({ description: 'An order in a list.' })
export class OrderEdge {
  @Field(() => OrderType, { description: 'The order.' })
  node: OrderType;

  @Field({ description: 'Its place in the list.' })
  cursor: string;
}

@ObjectType({ description: 'A page of a list of orders.' })
export class OrderConnection {
  @Field(() => [OrderEdge], { description: 'The orders of this page.' })
  edges: OrderEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo: PageInfo;

  /** What it was asked for; `totalCount` counts by it. */
  filter: OrderFilter;

  /** Whose they are, where the list hangs on a person: such lists are counted together. */
  customerId?: string;
}

export function toOrderType(order: ShownOrder): OrderType {
  const { cancelReason } = order;
  return {
    id: order.id,
    orderNumber: order.orderNumber,
    version: order.version,
    createdAt: order.placedAt,
    changedAt: order.changedAt,
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    returnStatus: order.returnStatus,
    cancelReason: cancelReason && apiName(cancelReason),
    email: order.email,
    paymentUrl: order.paymentUrl,
    invoiceUrl: order.invoiceUrl,
    lines: order.lines.map(toLineType),
    delivery: order.delivery && toDeliveryType(order.delivery),
    billingAddress: order.billingAddress,
    subtotal: toMoneyType(order.subtotal),
    discountTotal: toMoneyType(order.discountTotal),
    taxTotal: toMoneyType(order.taxTotal),
    total: toMoneyType(order.total),
    refunded: toMoneyType(order.refunded),
    promotions: order.promotions.map(({ promotionId, code }) => ({ promotionId, code })),
    trace: order.trace.map(toStepType),
    allowedActions: [...order.allowedActions],
    history: order.history.map(toEntryType),
    attention: order.attention,
  };
}

function toLineType({ variantId, productId, sku, name: names, quantity, ...line }: OrderLine): OrderLineType {
  return {
    variant: { id: variantId },
    product: { id: productId },
    names,
    sku,
    quantity,
    unitPrice: toMoneyType(line.unitPrice),
    discounts: line.discounts.map(toDiscountType),
    tax: toTaxType(line.tax),
    total: toMoneyType(line.total),
  };
}

function toEntryType({ event, at, actor, reason, version, ...entry }: HistoryEntry): OrderHistoryEntryType {
  const { status, paymentStatus, fulfillmentStatus, returnStatus } = entry;
  const statuses = { status, paymentStatus, fulfillmentStatus, returnStatus };
  return { event: apiName(event), at, actor: apiName(actor.kind), actorId: actor.id, reason, version, ...statuses };
}
