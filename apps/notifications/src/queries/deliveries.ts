import { Injectable } from '@nestjs/common';
import { decodeCursor, type KeysetPage, NotFound, pageSize, SqlDatabase, toPage } from '@tovar/platform';
import type { SendFailure } from '../domain/webhooks/webhook-sender.ts';

export const DELIVERY_STATES = ['WAITING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What a try came to: the status of an answer, or why there was none. */
export interface DeliveryTry {
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly failure: SendFailure | null;
}

/** One message for one endpoint, and what became of it. */
export interface Delivery {
  readonly id: string;
  readonly endpointId: string;
  /** The header `webhook-id`. */
  readonly messageId: string;
  readonly type: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly nextTryAt: Date | null;
  readonly createdAt: Date;
  readonly tries: readonly DeliveryTry[];
}

export interface DeliveryQuestion {
  readonly endpointId: string;
  readonly state?: DeliveryState | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The delivery log. */
@Injectable()
export class Deliveries {
  constructor(private readonly database: SqlDatabase) {}

  /** Of one endpoint, the newest first. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ endpointId, state, first, after }: DeliveryQuestion): Promise<KeysetPage<Delivery>> {
    const size = pageSize(first);
    const [before] = after === undefined || after === null ? [null] : decodeCursor(after, 'uuid');
    const rows = await this.database.prepared<Row>(PAGE, [endpointId, state ?? null, before, size + 1]);
    return toPage(rows.map(toDelivery), size, ({ id }) => [id]);
  }

  /** Throws `NotFound`. */
  async get(id: string): Promise<Delivery> {
    const [row] = await this.database.prepared<Row>(ONE, [id]);
    if (!row) throw new NotFound('The delivery');
    return toDelivery(row);
  }
}

interface Row extends Omit<Delivery, 'tries'> {
  readonly tries: readonly (Omit<DeliveryTry, 'at'> & { readonly at: string })[] | null;
}

function toDelivery({ tries, ...delivery }: Row): Delivery {
  return { ...delivery, tries: (tries ?? []).map(({ at, ...each }) => ({ ...each, at: new Date(at) })) };
}

const SHOWN = `
  SELECT d.id, d.endpoint_id AS "endpointId", m.id AS "messageId", m.type, m.body, d.state,
         d.next_try_at AS "nextTryAt", d.created_at AS "createdAt",
         (SELECT json_agg(json_build_object('number', number, 'at', at, 'durationMs', duration_ms, 'status', status,
                                            'failure', failure) ORDER BY number)
            FROM webhook_try WHERE delivery_id = d.id) AS tries
    FROM webhook_delivery d JOIN webhook_message m ON m.id = d.message_id`;

const PAGE = {
  name: 'deliveries.page',
  text: `${SHOWN} WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::uuid IS NULL OR d.id < $3)
          ORDER BY d.id DESC LIMIT $4`,
};
const ONE = { name: 'deliveries.one', text: `${SHOWN} WHERE d.id = $1` };
