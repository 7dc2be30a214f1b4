import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotFound, SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { SealedSecrets } from '../../domain/webhooks/sealed-secrets.ts';
import { toWebhookSecret } from '../../domain/webhooks/webhook-signature.ts';
import type { RotateSecretInput } from './endpoint-input.ts';

const KEEP_OLD_HOURS = 24;
const SECRET_BYTES = 32;

/** Gives an endpoint another secret. Both sign until the old one ends, so that the receiver can change over without a gap. */
@Injectable()
export class RotateSecret {
  constructor(
    private readonly database: SqlDatabase,
    private readonly secrets: SealedSecrets,
  ) {}

  /** `secret` is told now and never again. A still older one ends at once. Throws `NotFound`. */
  execute({ id, keepOldForHours }: RotateSecretInput): Promise<{ id: string; secret: string; oldEndsAt: Date }> {
    const oldEndsAt = new Date(Date.now() + (keepOldForHours ?? KEEP_OLD_HOURS) * 3_600_000);
    const secret = toWebhookSecret(randomBytes(SECRET_BYTES));
    return this.database.transaction(async () => {
      const known = await this.database.query('SELECT FROM webhook_endpoint WHERE id = $1 FOR UPDATE', [id]);
      if (known.length === 0) throw new NotFound('The endpoint');
      await this.database.query('DELETE FROM webhook_secret WHERE endpoint_id = $1 AND ends_at IS NOT NULL', [id]);
      await this.database.query('UPDATE webhook_secret SET ends_at = $2 WHERE endpoint_id = $1', [id, oldEndsAt]);
      await this.database.query(ADD, [uuidv7(), id, Buffer.from(this.secrets.seal(secret, id))]);
      return { id, secret, oldEndsAt };
    });
  }
}

const ADD = `INSERT INTO webhook_secret (id, endpoint_id, sealed, created_at) VALUES ($1, $2, $3, statement_timestamp())`;
