import { Injectable } from '@nestjs/common';
import { ipPrefix } from '@tovar/platform';
import { PaymentAudit } from '../domain/payment-audit.ts';

const MINUTE_MS = 60_000;
const MOST_A_MINUTE = 100;

/** Writes down that somebody sent what is no notification of the provider: once for each network and minute, so that a flood stays small. */
@Injectable()
export class NoteRefusal {
  private minute = 0;
  private readonly noted = new Set<string>();

  constructor(private readonly audit: PaymentAudit) {}

  async of(provider: string, peer: string, code: string): Promise<void> {
    const minute = Math.floor(Date.now() / MINUTE_MS);
    if (minute !== this.minute) this.noted.clear();
    this.minute = minute;
    const name = `${provider} ${code} ${ipPrefix(peer) ?? ''}`;
    if (this.noted.has(name) || this.noted.size >= MOST_A_MINUTE) return;
    this.noted.add(name);
    await this.audit.add({ kind: 'webhook-refused', details: { provider, code } });
  }
}
