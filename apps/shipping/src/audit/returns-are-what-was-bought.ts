import { Injectable } from '@nestjs/common';
import { Invariant, SqlDatabase, type Violation } from '@tovar/platform';
import { changedFulfillments } from './changed-fulfillments.ts';

/** Told from parcels and returns alone: the counts that are kept of them are checked as well. */
@Injectable()
export class ReturnsAreWhatWasBought extends Invariant {
  readonly id = 'INV-RETURN-1';
  readonly promise =
    'No more pieces are sent than were bought, none comes back that was not sent, and no line gives back more than it cost.';

  constructor(private readonly database: SqlDatabase) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedFulfillments(this.database, from, before);
  }

  check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(WRONG, [orderIds]);
  }
}

const WRONG = `
  WITH line AS (
    SELECT l.order_id, l.quantity, l.packed, l.shipped, l.returned, sent.packed AS in_parcels, sent.shipped AS in_left,
           back.pieces AS in_returns
      FROM fulfillment_line l,
           LATERAL (SELECT coalesce(sum(p.quantity), 0)::int AS packed,
                           coalesce(sum(p.quantity) FILTER (WHERE s.status <> 'PENDING'), 0)::int AS shipped
                      FROM shipment s JOIN shipment_line p ON p.shipment_id = s.id
                     WHERE s.order_id = l.order_id AND p.variant_id = l.variant_id AND s.status <> 'CANCELLED') AS sent,
           LATERAL (SELECT coalesce(sum(CASE WHEN r.status IN ('REQUESTED', 'APPROVED') THEN b.quantity
                                             ELSE b.restocked + b.damaged END), 0)::int AS pieces
                      FROM return_request r JOIN return_line b ON b.return_id = r.id
                     WHERE r.order_id = l.order_id AND b.variant_id = l.variant_id
                       AND r.status NOT IN ('REJECTED', 'CANCELLED')) AS back
     WHERE l.order_id = ANY($1::uuid[])),
  money AS (
    SELECT f.order_id, (SELECT sum(total_minor) FROM fulfillment_line WHERE order_id = f.order_id) AS cost,
           (SELECT sum(refund_minor) FROM return_request WHERE order_id = f.order_id) AS given_back
      FROM fulfillment f WHERE f.order_id = ANY($1::uuid[]))
  SELECT order_id AS subject,
         format('of %s bought %s are in parcels, %s have left, %s come back', quantity, in_parcels, in_left, in_returns) AS problem
    FROM line
   WHERE in_parcels > quantity OR in_left > in_parcels OR in_returns > in_left
  UNION ALL
  SELECT order_id, format('counts %s, %s, %s, and there are %s, %s, %s', packed, shipped, returned, in_parcels, in_left, in_returns)
    FROM line
   WHERE (packed, shipped, returned) IS DISTINCT FROM (in_parcels, in_left, in_returns)
  UNION ALL
  SELECT order_id, format('gives back %s of %s', given_back, cost) FROM money WHERE given_back > cost`;
