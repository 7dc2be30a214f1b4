import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult, NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Fulfillment } from '../domain/fulfillment.ts';
import { actorOf, isOwner, mayRead, type Viewer } from '../domain/fulfillment-access.ts';
import { FulfillmentRepository } from '../domain/fulfillment.repository.ts';
import { cancelReturn, requestReturn } from '../domain/return-decisions.ts';
import type { AboutReturnInput, RequestReturnInput } from './return-input.ts';

/** What a buyer can do about goods that should come back; staff can do it in their place. */
@Injectable()
export class RequestReturn {
  constructor(
    private readonly fulfillments: FulfillmentRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /** Throws `NotFound` for an order that is not the viewer's, and `NothingToReturn`. */
  async execute(
    input: RequestReturnInput,
    viewer: Viewer,
    key: string = uuidv7(),
  ): Promise<IdempotentResult<{ id: string }>> {
    const { orderId } = input;
    requireMayAct(await this.fulfillments.find(orderId), viewer, 'The order');
    const principal = viewer.identity?.userId ?? `guest of ${orderId}`;
    const call = { principal, operation: 'requestReturn', key, payload: input };
    return this.idempotency.once(call, async () => {
      const [id, now] = [uuidv7(), new Date()];
      await this.fulfillments.update(orderId, now, (fulfillment) => ({
        by: actorOf(fulfillment, viewer, now),
        events: requestReturn(fulfillment, { ...input, id, now }),
      }));
      return { id };
    });
  }

  /** The buyer keeps it after all. Throws `NotFound`, `VersionConflict` and `ReturnNotPossible`. */
  async cancel(input: AboutReturnInput, viewer: Viewer): Promise<void> {
    const orderId = await this.fulfillments.orderOfReturn(input.returnId);
    if (orderId === undefined) throw new NotFound('The return');
    const now = new Date();
    await this.fulfillments.update(orderId, now, (fulfillment) => {
      requireMayAct(fulfillment, viewer, 'The return');
      return { by: actorOf(fulfillment, viewer, now), events: cancelReturn(fulfillment, input) };
    });
  }
}

/** Its owner, or staff that may decide about returns; whoever else is told that there is none. */
function requireMayAct(fulfillment: Fulfillment | undefined, viewer: Viewer, what: string): void {
  const now = new Date();
  if (!fulfillment || !mayRead(fulfillment, viewer, now)) throw new NotFound(what);
  const isStaff = viewer.identity?.scopes.has('shipping:write:any') ?? false;
  if (!isStaff && !isOwner(fulfillment, viewer, now)) throw new NotFound(what);
}
