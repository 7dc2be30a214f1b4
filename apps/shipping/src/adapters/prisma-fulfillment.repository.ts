import { Injectable } from '@nestjs/common';
import { type NewJob, NotFound, Outbox, PrismaDatabase } from '@tovar/platform';
import type { Fulfillment } from '../domain/fulfillment.ts';
import { evolve, type FulfillmentEvent } from '../domain/fulfillment-events.ts';
import { messagesOf } from '../domain/fulfillment-messages.ts';
import { type Decision, FulfillmentRepository, type ParcelJob } from '../domain/fulfillment.repository.ts';
import type { TrackingEvent } from '../domain/shipment.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { fulfillmentRow, lineRows, returnRow, shipmentRow, toFulfillment, WHOLE } from './stored-fulfillment.ts';

const ATTEMPTS_OF_A_JOB = 12;

/** What is new against what was: compared by identity, because decisions leave alone what they do not change. */
@Injectable()
export class PrismaFulfillmentRepository extends FulfillmentRepository {
  constructor(
    private readonly database: PrismaDatabase<PrismaClient>,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  add(begun: Fulfillment, decision: Decision): Promise<boolean> {
    return this.database.transaction(async () => {
      const after = decision.events.reduce(evolve, begun);
      const { client } = this.database;
      const { count } = await client.fulfillment.createMany({ data: [fulfillmentRow(after)], skipDuplicates: true });
      if (count === 0) return false;
      await client.fulfillmentLine.createMany({ data: lineRows(after) });
      await this.storeParts(begun, after);
      await this.tell(begun, decision, begun.openedAt);
      return true;
    });
  }

  async find(orderId: string): Promise<Fulfillment | undefined> {
    const stored = await this.database.client.fulfillment.findUnique({ where: { orderId }, include: WHOLE });
    return stored ? toFulfillment(stored) : undefined;
  }

  async orderOfShipment(id: string): Promise<string | undefined> {
    const found = await this.database.client.shipment.findUnique({ where: { id }, select: { orderId: true } });
    return found?.orderId;
  }

  async orderOfReturn(id: string): Promise<string | undefined> {
    const found = await this.database.client.returnRequest.findUnique({ where: { id }, select: { orderId: true } });
    return found?.orderId;
  }

  update(orderId: string, at: Date, decide: (fulfillment: Fulfillment) => Decision): Promise<Fulfillment> {
    return this.database.transaction(async () => {
      await this.database.query('SELECT FROM fulfillment WHERE order_id = $1 FOR UPDATE', [orderId]);
      const before = await this.find(orderId);
      if (!before) throw new NotFound('The order');
      const decision = decide(before);
      const after = decision.events.reduce(evolve, before);
      if (after !== before) await this.storeChanges(before, after);
      await this.tell(before, decision, at);
      return after;
    });
  }

  async unknownOf(shipmentId: string, news: readonly TrackingEvent[]): Promise<TrackingEvent[]> {
    const references = news.map(({ reference }) => reference);
    const known = await this.database.client.trackingEvent.findMany({
      where: { shipmentId, reference: { in: references } },
      select: { reference: true },
    });
    const seen = new Set(known.map(({ reference }) => reference));
    return news.filter(({ reference }) => !seen.has(reference) && Boolean(seen.add(reference)));
  }

  private async storeChanges(before: Fulfillment, after: Fulfillment): Promise<void> {
    const { orderId, isGivenUp, revision } = after;
    await this.database.client.fulfillment.updateMany({ where: { orderId }, data: { isGivenUp, revision } });
    // Parcels are split before what is in them is counted, so that no count is ever too large.
    await this.storeParts(before, after);
    await this.database.query(STORE_COUNTS, [orderId, JSON.stringify(lineRows(after).map(countsIn))]);
  }

  /** Parcels and returns that are new or different, each with its lines. */
  private async storeParts(before: Fulfillment, after: Fulfillment): Promise<void> {
    const { client } = this.database;
    for (const shipment of after.shipments) {
      const old = before.shipments.find(({ id }) => id === shipment.id);
      if (old === shipment) continue;
      const data = shipmentRow(after.orderId, shipment);
      if (old) await client.shipment.updateMany({ where: { id: old.id }, data });
      else await client.shipment.createMany({ data: [data] });
      if (old?.lines === shipment.lines) continue;
      if (old) await client.shipmentLine.deleteMany({ where: { shipmentId: shipment.id } });
      await client.shipmentLine.createMany({
        data: shipment.lines.map((line) => ({ ...line, shipmentId: shipment.id })),
      });
    }
    for (const request of after.returns) {
      const old = before.returns.find(({ id }) => id === request.id);
      if (old === request) continue;
      const data = returnRow(after.orderId, request);
      if (old) await client.returnRequest.updateMany({ where: { id: old.id }, data });
      else await client.returnRequest.createMany({ data: [data] });
      if (old?.lines !== request.lines) await this.storeReturnLines(request.id, JSON.stringify(request.lines));
    }
  }

  private async storeReturnLines(returnId: string, lines: string): Promise<void> {
    await this.database.query(STORE_RETURN_LINES, [returnId, lines]);
  }

  /** Tracking, history, messages and jobs: one statement for each kind. */
  private async tell(before: Fulfillment, { by, events, jobs = [] }: Decision, at: Date): Promise<void> {
    const { client } = this.database;
    const { orderId } = before;
    const tracked = events.flatMap((event) => (event.type === 'ShipmentTracked' ? [event] : []));
    if (tracked.length > 0)
      await client.trackingEvent.createMany({
        data: tracked.map(({ shipmentId, tracking }) => ({ ...tracking, shipmentId, notedAt: at })),
        skipDuplicates: true,
      });
    const entries = events.filter(({ type }) => type !== 'ShipmentTracked').map(entryOf);
    const actor = { actorKind: by.kind, actorId: by.id };
    if (entries.length > 0)
      await client.fulfillmentHistory.createMany({
        data: entries.map((entry) => ({ ...entry, ...actor, orderId, at })),
      });
    let after = before;
    const messages = events.flatMap((event) => {
      after = evolve(after, event);
      return messagesOf(after, event, at);
    });
    if (messages.length + jobs.length === 0) return;
    await this.outbox.add({ events: messages, jobs: jobs.map(toJob) }, this.database);
  }
}

const STORE_COUNTS = `
  UPDATE fulfillment_line l SET packed = c.packed, shipped = c.shipped, returned = c.returned
    FROM jsonb_to_recordset($2::jsonb) AS c("variantId" uuid, packed integer, shipped integer, returned integer)
   WHERE l.order_id = $1 AND l.variant_id = c."variantId"
     AND (l.packed, l.shipped, l.returned) IS DISTINCT FROM (c.packed, c.shipped, c.returned)`;

const STORE_RETURN_LINES = `
  INSERT INTO return_line (return_id, variant_id, quantity, restocked, damaged)
  SELECT $1, l."variantId", l.quantity, l.restocked, l.damaged
    FROM jsonb_to_recordset($2::jsonb) AS l("variantId" uuid, quantity integer, restocked integer, damaged integer)
  ON CONFLICT (return_id, variant_id) DO UPDATE SET restocked = excluded.restocked, damaged = excluded.damaged`;

function countsIn({ variantId, packed, shipped, returned }: ReturnType<typeof lineRows>[number]) {
  return { variantId, packed, shipped, returned };
}

function entryOf(event: FulfillmentEvent) {
  const isOpening = event.type === 'ShipmentOpened';
  const isRequest = event.type === 'ReturnRequested';
  return {
    event: event.type,
    shipmentId: isOpening ? event.shipment.id : 'shipmentId' in event ? event.shipmentId : null,
    returnId: isRequest ? event.request.id : 'returnId' in event ? event.returnId : null,
    reason: 'reason' in event ? event.reason : null,
  };
}

function toJob({ type, shipmentId, runAt }: ParcelJob): NewJob {
  return { type, data: { shipmentId }, key: `${type}:${shipmentId}`, runAt, maxAttempts: ATTEMPTS_OF_A_JOB };
}
