import { InvalidInput } from '@tovar/platform';
import type { FulfillmentStatus, OrderStatus, PaymentStatus, ReturnStatus } from '../domain/order.ts';

export const ORDER_SORTS = ['NEWEST', 'OLDEST', 'CHEAPEST', 'DEAREST'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

/** Which orders are wanted; each part narrows the list, and several values of one part are alternatives. */
export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  readonly paymentStatus?: readonly PaymentStatus[];
  readonly fulfillmentStatus?: readonly FulfillmentStatus[];
  readonly returnStatus?: readonly ReturnStatus[];
  readonly placedFrom?: Date;
  readonly placedBefore?: Date;
  /** The whole number. */
  readonly orderNumber?: string;
  /** The whole address, in letters of any size. */
  readonly email?: string;
  readonly customerId?: string;
  readonly currency?: string;
  /** In minor units of the currency, which must be given with them; both ends belong to the range. */
  readonly totalFrom?: bigint;
  readonly totalTo?: bigint;
  readonly needsAttention?: boolean;
  /** Part of the number, the address, an article number or a name. */
  readonly text?: string;
}

/** A condition of a statement, and the values it names. */
export class OrderConditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** Throws `InvalidInput` for a range of totals without a currency. */
  constructor(filter: OrderFilter) {
    if (filter.currency === undefined && (filter.totalFrom !== undefined || filter.totalTo !== undefined))
      throw needsCurrency();
    this.oneOf('v.status', filter.status);
    this.oneOf('v.payment_status', filter.paymentStatus);
    this.oneOf('v.fulfillment_status', filter.fulfillmentStatus);
    this.oneOf('v.return_status', filter.returnStatus);
    this.compare('v.placed_at >=', filter.placedFrom);
    this.compare('v.placed_at <', filter.placedBefore);
    this.compare('v.order_number =', filter.orderNumber);
    this.compare('v.email =', filter.email?.toLowerCase());
    this.compare('v.customer_id =', filter.customerId);
    this.compare('v.currency =', filter.currency);
    this.compare('v.total_minor >=', filter.totalFrom);
    this.compare('v.total_minor <=', filter.totalTo);
    this.compare('p.search LIKE', filter.text && containing(filter.text));
    if (filter.needsAttention !== undefined)
      this.parts.push(`v.attention IS ${filter.needsAttention ? 'NOT NULL' : 'NULL'}`);
  }

  /** A part of which all names are ours; returns the place of the value. */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  add(part: string): void {
    this.parts.push(part);
  }

  /** To be put behind a condition. */
  get text(): string {
    return this.parts.map((part) => ` AND ${part}`).join('');
  }

  private compare(left: string, value: unknown): void {
    if (value !== undefined) this.add(`${left} ${this.value(value)}`);
  }

  /** One value keeps the order of an index; several do not. */
  private oneOf(column: string, values: readonly string[] | undefined): void {
    if (!values) return;
    const [only] = values;
    this.add(
      values.length === 1 ? `${column} = ${this.value(only)}` : `${column} = ANY(${this.value(values)}::text[])`,
    );
  }
}

export function needsCurrency(): InvalidInput {
  return new InvalidInput([{ path: 'currency', message: 'Totals are compared within one currency only; name it.' }]);
}

function containing(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
