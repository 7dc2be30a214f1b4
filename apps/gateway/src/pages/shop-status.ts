import { Injectable } from '@nestjs/common';
import { EventLog, type GroupLag, ServiceLink } from '@tovar/platform';
import { ownSubgraphs } from '../graphql/own-subgraphs.ts';

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
  readonly lag: readonly GroupLag[];
  readonly events: readonly EventSummary[];
}

const READY_WITHIN_MS = 2_000;
const LAST_EVENTS = 20;

/** How the shop is doing: each service, how far each consumer is behind, and what happened last. */
@Injectable()
export class ShopStatus {
  private readonly services = ownSubgraphs().map(({ name }) => name);

  constructor(
    private readonly link: ServiceLink,
    private readonly log: EventLog,
  ) {}

  async report(): Promise<ShopStatusReport> {
    const [services, lag, events] = await Promise.all([
      Promise.all(this.services.map((service) => this.check(service))),
      this.log.lag(),
      this.log.latest(LAST_EVENTS),
    ]);
    return { services, lag, events: events.map(({ type, subject, source, time }) => ({ type, subject, source, time })) };
  }

  private async check(service: string): Promise<ServiceStatus> {
    const answer = await this.link
      .send({ service, method: 'GET', path: '/health/ready', timeoutMs: READY_WITHIN_MS, isSafeToRepeat: false })
      .catch(() => undefined);
    return { service, isReady: answer?.status === 200 };
  }
}
