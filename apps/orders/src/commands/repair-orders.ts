import { Injectable } from '@nestjs/common';
import { currentRequest, Database, DeadLetters, type NewJob, Outbox, traceIdOf } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';

export const REPAIRS = ['EVENTS_REDRIVEN', 'JOBS_REDRIVEN', 'VIEWS_REBUILT'] as const;
export type RepairAction = (typeof REPAIRS)[number];

/** Who of the staff mends something, and why, in their words. */
export interface RepairBy {
  readonly staffId: string;
  readonly reason: string;
}

/** What staff do about the service as a whole. Each repair is noted before it is begun, whatever comes of it. */
@Injectable()
export class RepairOrders {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly letters: DeadLetters,
  ) {}

  /** Handles the dead events about an order in their order; returns how many. Throws what still goes wrong. */
  async redriveEvents(orderId: string, by: RepairBy): Promise<number> {
    await this.note('EVENTS_REDRIVEN', { orderId }, by);
    return this.letters.redriveEvents(orderId);
  }

  /** Gives dead jobs all their tries again; returns how many there were. */
  async redriveJobs(jobIds: readonly string[], by: RepairBy): Promise<number> {
    await this.note('JOBS_REDRIVEN', { jobIds }, by);
    return this.letters.redriveJobs(jobIds);
  }

  /** Has the views folded anew from the log, beside the live ones; it takes as long as the log is. */
  async rebuildViews(by: RepairBy): Promise<void> {
    const job: NewJob = { type: 'orders.rebuild-views', data: {}, key: 'orders.rebuild-views' };
    await this.database.transaction(async () => {
      await this.note('VIEWS_REBUILT', {}, by);
      await this.outbox.add({ jobs: [job] }, this.database);
    });
  }

  private async note(action: RepairAction, details: object, { staffId, reason }: RepairBy): Promise<void> {
    const traceId = traceIdOf(currentRequest()?.traceparent ?? '');
    await this.database.query(NOTE, [uuidv7(), staffId, action, reason, JSON.stringify(details), traceId]);
  }
}

const NOTE = `
  INSERT INTO order_repair (id, at, actor_id, action, reason, details, trace_id)
  VALUES ($1, now(), $2, $3, $4, $5::jsonb, $6)`;
