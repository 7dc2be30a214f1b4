import type { EventLog } from '../event-log/event-log.ts';
import { MetricsPage } from './metrics-page.ts';
import type { Metric } from './metric.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { RequestTimings } from './request-timings.ts';

/** What one process can be asked about itself; its services add what they know. */
export class ShopMetrics {
  readonly requests = new RequestTimings();
  readonly page = new MetricsPage();
  private readonly process = new ProcessMetrics();

  /** `certificateEnds`: epoch milliseconds, where the process has a certificate. */
  start(log: EventLog, certificateEnds: () => number | undefined): void {
    this.process.start();
    this.page.add(() => this.requests.read());
    this.page.add(() => this.process.read());
    this.page.add(async () => [await lagOf(log)]);
    this.page.add(() => certificateOf(certificateEnds()));
  }

  stop(): void {
    this.process.stop();
  }
}

async function lagOf(log: EventLog): Promise<Metric> {
  const lag = await log.lag();
  return {
    name: 'tovar_consumer_lag_events',
    help: 'Events in the log that a group has not passed yet, of any type.',
    type: 'gauge',
    samples: lag.map(({ group, behind }) => ({ labels: { group }, value: behind })),
  };
}

function certificateOf(endsAt: number | undefined): Metric[] {
  if (endsAt === undefined) return [];
  const samples = [{ labels: {}, value: endsAt / 1_000 }];
  const help = "When the process's own certificate ends, in seconds since 1970.";
  return [{ name: 'tovar_certificate_not_after_seconds', help, type: 'gauge', samples }];
}
