import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import type { Client } from '../domain/client.ts';
import { SecurityLog } from '../domain/security-log.ts';

/** What other services tell that somebody may have to find out later. */
@Injectable()
export class AccountsConsumers {
  constructor(private readonly securityLog: SecurityLog) {}

  @OnMessage('access.denied.v1')
  recordDenial({ source, data }: ShopMessage<'access.denied.v1'>): Promise<void> {
    const { userId: actorId, sessionId, network = '', requestId, ...denial } = data;
    const client = clientIn(network, requestId);
    const details = { service: source, ...denial };
    return this.securityLog.add({ kind: 'permission-denied', actorId, sessionId, client, details });
  }

  @OnMessage('webhook.rejected.v1')
  recordForgery({ data }: ShopMessage<'webhook.rejected.v1'>): Promise<void> {
    const { network = '', requestId, ...details } = data;
    return this.securityLog.add({ kind: 'webhook-rejected', client: clientIn(network, requestId), details });
  }

  @OnMessage('payment.refunded.v1')
  recordRefund({ data }: ShopMessage<'payment.refunded.v1'>): Promise<void> {
    return this.securityLog.add({ kind: 'payment-refunded', details: data });
  }
}

/** The first address of a network stands for it: more is not told. */
function clientIn(network: string, requestId: string): Client {
  return { ip: network.replace(/\/\d+$/, ''), requestId };
}
