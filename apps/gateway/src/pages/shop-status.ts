import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EventLog, type GroupLag, ServiceLink } from '@tovar/platform';
import { type GuestStatus, Guests } from '../guests/guests.ts';
import { type AuditedInvariant, ShopAudit } from './shop-audit.ts';
import { ServiceDocuments } from '../service-documents.ts';

export interface ServiceStatus {
  readonly service: string;
  readonly isReady: boolean;
}

/** An event without its data, which may be about a person. */
export interface EventSummary {
  readonly type: string;
  readonly subject: string;
  readonly source: string;
  readonly time: string;
}

export interface ShopStatusReport {
  readonly services: readonly ServiceStatus[];
  readonly guests: readonly GuestStatus[];
  /** What consumers and the log say; undefined when the log does not answer. */
  readonly lag?: readonly GroupLag[];
  readonly events?: readonly EventSummary[];
  /** What is always true, and how often it was not. */
  readonly invariants: readonly AuditedInvariant[];
}

const ANSWER_WITHIN_MS = 2_000;
const LAST_EVENTS = 20;

/** How the shop is doing: each service, how far each consumer is behind, and what happened last. Waits two seconds at most. */
@Injectable()
export class ShopStatus {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly link: ServiceLink,
    private readonly log: EventLog,
    private readonly guests: Guests,
    private readonly audit: ShopAudit,
  ) {}

  async report(): Promise<ShopStatusReport> {
    const [services, lag, events, invariants] = await Promise.all([
      Promise.all(this.documents.services.map((service) => this.check(service))),
      inTime(this.log.lag()),
      inTime(this.log.latest(LAST_EVENTS)),
      this.audit.status(ANSWER_WITHIN_MS),
    ]);
    const summaries = events?.map(({ type, subject, source, time }) => ({ type, subject, source, time }));
    return { services, guests: this.guests.statuses, lag, events: summaries, invariants };
  }

  private async check(service: string): Promise<ServiceStatus> {
    const request = {
      service,
      method: 'GET',
      path: '/health/ready',
      timeoutMs: ANSWER_WITHIN_MS,
      isSafeToRepeat: false,
    } as const;
    const answer = await inTime(this.link.send(request));
    return { service, isReady: answer?.status === 200 };
  }
}

/** Undefined instead of an error or of waiting longer: the page shows what there is. */
function inTime<Answer>(answering: Promise<Answer>): Promise<Answer | undefined> {
  const late = delay(ANSWER_WITHIN_MS, undefined, { ref: false });
  return Promise.race([answering.catch(() => undefined), late]);
}
