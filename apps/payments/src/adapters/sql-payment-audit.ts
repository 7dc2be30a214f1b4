import { Injectable } from '@nestjs/common';
import { currentRequest, Database, ipPrefix } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { PaymentAudit, type PaymentAuditEntry } from '../domain/payment-audit.ts';

@Injectable()
export class SqlPaymentAudit extends PaymentAudit {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ kind, paymentId, actorId, details }: PaymentAuditEntry): Promise<void> {
    const { identity, clientIp, requestId } = currentRequest() ?? {};
    await this.database.query(ADD, [
      uuidv7(),
      kind,
      actorId ?? identity?.userId ?? null,
      paymentId ?? null,
      identity?.sessionId ?? null,
      (clientIp && ipPrefix(clientIp)) ?? null,
      requestId ?? null,
      JSON.stringify(details),
    ]);
  }
}

const ADD = `
  INSERT INTO payment_audit (id, kind, actor_id, payment_id, session_id, ip_prefix, request_id, details)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
