import { Injectable } from '@nestjs/common';
import { Database, ipPrefix } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { SecurityLog, type SecurityEvent } from '../domain/security-log.ts';
import { SecurityEventEntity } from './security-event.entity.ts';

@Injectable()
export class TypeOrmSecurityLog extends SecurityLog {
  constructor(private readonly database: Database) {
    super();
  }

  async add(...events: readonly SecurityEvent[]): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map(({ client, ...event }) => ({
      ...event,
      id: uuidv7(),
      ipPrefix: client && ipPrefix(client.ip),
      requestId: client?.requestId,
    }));
    await this.database.repository(SecurityEventEntity).insert(rows);
  }
}
