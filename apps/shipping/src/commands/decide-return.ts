import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Fulfillment } from '../domain/fulfillment.ts';
import type { FulfillmentEvent } from '../domain/fulfillment-events.ts';
import { type Actor, FulfillmentRepository, SHOP } from '../domain/fulfillment.repository.ts';
import {
  approveReturn,
  askRefundAgain,
  closeReturn,
  receiveReturn,
  rejectReturn,
  settleRefund,
} from '../domain/return-decisions.ts';
import type { AboutReturnInput, ApproveReturnInput, ReceiveReturnInput, RejectReturnInput } from './return-input.ts';
import type { StaffCall } from './staff-call.ts';

/** What staff decide about goods that come back, and what payments answers. Each throws `NotFound`, `VersionConflict` and `ReturnNotPossible`. */
@Injectable()
export class DecideReturn {
  constructor(private readonly fulfillments: FulfillmentRepository) {}

  approve({ note, ...about }: ApproveReturnInput, call: StaffCall): Promise<void> {
    return this.decide(about, call, (fulfillment) => approveReturn(fulfillment, { ...about, note: note ?? null }));
  }

  reject(input: RejectReturnInput, call: StaffCall): Promise<void> {
    return this.decide(input, call, (fulfillment) => rejectReturn(fulfillment, input));
  }

  /** The money goes back by payments, where a second person decides about much of it. Throws `ReturnLinesDiffer`, too. */
  receive(input: ReceiveReturnInput, call: StaffCall): Promise<void> {
    const arrival = { ...input, refundId: uuidv7(), receivedBy: call.staffId };
    return this.decide(input, call, (fulfillment) => receiveReturn(fulfillment, arrival));
  }

  /** Asks payments once more. */
  refund(input: AboutReturnInput, call: StaffCall): Promise<void> {
    const wish = { ...input, refundId: uuidv7(), askedBy: call.staffId };
    return this.decide(input, call, (fulfillment) => askRefundAgain(fulfillment, wish));
  }

  close(input: AboutReturnInput, call: StaffCall): Promise<void> {
    return this.decide(input, call, (fulfillment) => closeReturn(fulfillment, input));
  }

  /** What payments answers; an answer that is not awaited does no harm. */
  async settle(answer: {
    readonly orderId: string;
    readonly returnId: string;
    readonly refundId: string;
    readonly refusal?: string;
  }): Promise<void> {
    await this.change(answer.orderId, SHOP, (fulfillment) => settleRefund(fulfillment, answer));
  }

  private async decide(
    { returnId }: { readonly returnId: string },
    { staffId }: StaffCall,
    decision: (fulfillment: Fulfillment) => FulfillmentEvent[],
  ): Promise<void> {
    const orderId = await this.fulfillments.orderOfReturn(returnId);
    if (orderId === undefined) throw new NotFound('The return');
    await this.change(orderId, { kind: 'staff', id: staffId }, decision);
  }

  private async change(
    orderId: string,
    by: Actor,
    decision: (fulfillment: Fulfillment) => FulfillmentEvent[],
  ): Promise<void> {
    await this.fulfillments.update(orderId, new Date(), (fulfillment) => ({ by, events: decision(fulfillment) }));
  }
}
