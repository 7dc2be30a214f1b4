import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { AuditLog } from '../audit/audit-log.ts';
import { SqlDatabase } from '../database/sql-database.ts';
import { outsideRequest } from '../http/request-context.ts';
import { JobQueue } from '../job-queue/job-queue.ts';
import { ServiceName } from '../run/service-name.ts';
import { serviceScope } from '../run/service-scope.ts';
import { Measure, type Metric, type MetricSource, type Sample } from './metric.ts';

/** What a service with a database tells of itself: a handful of statements, when somebody scrapes. */
@Injectable()
export class ServiceMetrics implements OnModuleInit {
  constructor(
    @Inject(ServiceName) private readonly service: string,
    private readonly discovery: DiscoveryService,
    private readonly database: SqlDatabase,
    private readonly audit: AuditLog,
    @Optional() private readonly jobs?: JobQueue,
  ) {}

  onModuleInit(): void {
    const { page } = serviceScope().process.metrics;
    const measures = this.discovery
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof Measure ? [instance] : []));
    const sources: MetricSource[] = [
      () => this.pool(),
      () => this.invariants(),
      () => this.messages(),
      () => this.work(),
      ...measures.map((measure) => () => measure.read()),
    ];
    for (const source of sources) page.add(() => outsideRequest(source));
  }

  private pool(): Metric[] {
    const { busy, idle, waiting } = this.database.poolUse;
    const help = 'Connections of a service to its database, and who waits for one.';
    const samples = Object.entries({ busy, idle, waiting }).map(([state, value]) => this.sample(value, { state }));
    return [{ name: 'tovar_pool_connections', help, type: 'gauge', samples }];
  }

  private async invariants(): Promise<Metric[]> {
    const known = await this.audit.status();
    return [
      {
        name: 'tovar_invariant_violations',
        help: 'Findings of the auditor, ever; one that was mended still counts.',
        type: 'gauge',
        samples: known.map(({ invariant, findings }) => this.sample(findings, { invariant })),
      },
      {
        name: 'tovar_invariant_checked_seconds',
        help: 'When the last round of an invariant began, in seconds since 1970.',
        type: 'gauge',
        samples: known.map(({ invariant, checkedAt }) =>
          this.sample((checkedAt?.getTime() ?? 0) / 1_000, { invariant }),
        ),
      },
    ];
  }

  private async messages(): Promise<Metric[]> {
    const [found] = await this.database.prepared<{ dead: number; waiting: number; oldest: number }>(MESSAGES, []);
    const { dead = 0, waiting = 0, oldest = 0 } = found ?? {};
    return [
      this.gauge('tovar_dead_events', 'Events that a consumer has set aside.', dead),
      this.gauge('tovar_outbox_waiting', 'Messages and jobs on their way to a broker.', waiting),
      this.gauge('tovar_outbox_oldest_seconds', 'How long the oldest message has waited to leave.', oldest),
    ];
  }

  private async work(): Promise<Metric[]> {
    if (!this.jobs) return [];
    const { waiting, later, dead } = await this.jobs.depth();
    return [
      this.gauge('tovar_jobs_waiting', 'Jobs whose time has come, those that are being done included.', waiting),
      this.gauge('tovar_jobs_later', 'Jobs that wait for their time.', later),
      this.gauge('tovar_jobs_dead', 'Jobs that are out of tries.', dead),
    ];
  }

  private gauge(name: string, help: string, value: number): Metric {
    return { name, help, type: 'gauge', samples: [this.sample(value)] };
  }

  private sample(value: number, labels: Readonly<Record<string, string>> = {}): Sample {
    return { labels: { service: this.service, ...labels }, value };
  }
}

/** The outbox is used where log or queue are elsewhere; a delayed job is not late before its time. */
const MESSAGES = {
  name: 'metrics.messages',
  text: `
    WITH due AS (
      SELECT count(*) AS count, min(time) AS since FROM outbox_event
      UNION ALL SELECT count(*), min(run_at) FROM outbox_job WHERE run_at <= now())
    SELECT (SELECT count(*)::integer FROM dead_event) AS dead, sum(count)::integer AS waiting,
           coalesce(extract(epoch FROM now() - min(since)), 0)::float8 AS oldest FROM due`,
};
