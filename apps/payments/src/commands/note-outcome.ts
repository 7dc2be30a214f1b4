import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';

/** Which notification. */
export interface NotificationName {
  readonly provider: string;
  readonly eventId: string;
}

/** Keeps what became of each notification, for the list that staff see. */
@Injectable()
export class NoteOutcome {
  constructor(private readonly database: Database) {}

  /** Does the work that a notification gave, and notes how it ended; a failure stays thrown, so that it is tried again. */
  async of(notification: NotificationName, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.note(notification, 'FAILED', (error as Error).message);
      throw error;
    }
    await this.note(notification, 'HANDLED');
  }

  /** In the open transaction, if there is one. A notification that is purged already is not noted. */
  async note(
    { provider, eventId }: NotificationName,
    state: 'HANDLED' | 'FAILED' | 'IGNORED',
    error: string | null = null,
  ): Promise<void> {
    await this.database.send(NOTE, [provider, eventId, state, error]);
  }
}

const NOTE = {
  name: 'webhooks.note',
  text: `
    INSERT INTO webhook_outcome (provider, event_id, state, error)
    SELECT w.provider, w.event_id, $3, $4 FROM webhook w WHERE w.provider = $1 AND w.event_id = $2
    ON CONFLICT (provider, event_id) DO UPDATE
       SET state = EXCLUDED.state, error = EXCLUDED.error, attempts = webhook_outcome.attempts + 1, at = now()`,
};
