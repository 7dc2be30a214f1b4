import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { PaymentAuditKind } from '../domain/payment-audit.ts';

/** Something that somebody did, as it was written down. */
export interface AuditRecord {
  readonly id: string;
  readonly at: Date;
  readonly kind: PaymentAuditKind;
  /** Null for what nobody did who is known. */
  readonly actorId: string | null;
  readonly paymentId: string | null;
  /** A network, not an address. */
  readonly ipPrefix: string | null;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditPage {
  readonly paymentId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Who did what with other people's money. */
@Injectable()
export class AuditList {
  constructor(private readonly database: Database) {}

  /** Newest first, one statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ paymentId, first, after }: AuditPage): Promise<KeysetPage<AuditRecord>> {
    const size = pageSize(first);
    const before = after === undefined || after === null ? null : decodeCursor(after, 'uuid')[0];
    const rows = await this.database.prepared<AuditRecord>(LIST, [paymentId ?? null, before, size + 1]);
    return toPage(rows, size, ({ id }) => [id]);
  }
}

const LIST = {
  name: 'payments.audit',
  text: `
    SELECT id, at, kind, actor_id AS "actorId", payment_id AS "paymentId", ip_prefix AS "ipPrefix",
           request_id AS "requestId", details
      FROM payment_audit
     WHERE ($1::uuid IS NULL OR payment_id = $1) AND ($2::uuid IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
};
