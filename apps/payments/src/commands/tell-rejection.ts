import { Injectable } from '@nestjs/common';
import { currentRequest, Database, type DomainError, ipPrefix, Outbox } from '@tovar/platform';

const MINUTE_MS = 60_000;
/** However many are sent: one process tells of no more in a minute. */
const MOST_A_MINUTE = 100;

/**
 * Tells the audit trail of a notification that did not prove to come from its provider: once a minute for each network and
 * reason, so that whoever forges thousands of them has not thousands written down.
 */
@Injectable()
export class TellRejection {
  private told = new Set<string>();
  private minute = 0;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async execute(provider: string, { code }: DomainError): Promise<void> {
    const { clientIp = '', requestId = '' } = currentRequest() ?? {};
    const network = ipPrefix(clientIp);
    if (!this.isNew(`${provider} ${code} ${network}`)) return;
    const data = { provider, code, network, requestId };
    await this.database.transaction(() =>
      this.outbox.add({ events: [{ type: 'webhook.rejected.v1', subject: provider, data }] }, this.database),
    );
  }

  private isNew(key: string): boolean {
    const minute = Math.floor(Date.now() / MINUTE_MS);
    if (minute !== this.minute) this.told = new Set();
    this.minute = minute;
    if (this.told.has(key) || this.told.size >= MOST_A_MINUTE) return false;
    this.told.add(key);
    return true;
  }
}
