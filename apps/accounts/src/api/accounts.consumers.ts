import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { SecurityLog } from '../domain/security-log.ts';

/** What other services tell of accounts. */
@Injectable()
export class AccountsConsumers {
  constructor(private readonly securityLog: SecurityLog) {}

  @OnMessage('access.denied.v1')
  recordDenial({ source, data }: ShopMessage<'access.denied.v1'>): Promise<void> {
    const { userId: actorId, sessionId, network = '', requestId, ...denial } = data;
    // The first address of a network stands for it: more is not told.
    const client = { ip: network.replace(/\/\d+$/, ''), requestId };
    const details = { service: source, ...denial };
    return this.securityLog.add({ kind: 'permission-denied', actorId, sessionId, client, details });
  }
}
