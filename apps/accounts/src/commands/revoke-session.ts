import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import type { Client } from '../domain/client.ts';
import { EndSessions } from './end-sessions.ts';

export interface SessionToRevoke {
  readonly userId: string;
  readonly sessionId: string;
  readonly client: Client;
}

/** Ends one session that the user chose from the list. Throws `NotFound` for an ended one, and for somebody else's. */
@Injectable()
export class RevokeSession {
  constructor(private readonly endSessions: EndSessions) {}

  async execute(session: SessionToRevoke): Promise<void> {
    const ended = await this.endSessions.execute({ ...session, reason: 'revoked' });
    if (ended.length === 0) throw new NotFound('The session');
  }
}
