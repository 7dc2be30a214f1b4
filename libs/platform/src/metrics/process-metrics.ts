import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metric } from './metric.ts';

const RESOLUTION_MS = 20;
const QUANTILES = [0.5, 0.99] as const;
const NANOSECOND = 1e-9;

/** What Node says of the process: one timer that costs next to nothing, and otherwise what is asked for. */
export class ProcessMetrics {
  private readonly delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  start(): void {
    this.delays.enable();
  }

  stop(): void {
    this.delays.disable();
  }

  /** Delays since the last time; the timer's own interval is not one. */
  read(): Metric[] {
    const { delays } = this;
    const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds * NANOSECOND - RESOLUTION_MS / 1_000);
    const quantiles =
      delays.count === 0
        ? []
        : QUANTILES.map((quantile) => ({
            labels: { quantile: String(quantile) },
            value: seconds(delays.percentile(quantile * 100)),
          }));
    delays.reset();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    return [
      {
        name: 'tovar_event_loop_delay_seconds',
        help: 'How late timers were since the last scrape.',
        type: 'gauge',
        samples: quantiles,
      },
      alone('process_cpu_seconds_total', 'CPU time of the process.', 'counter', (user + system) / 1e6),
      alone('process_resident_memory_bytes', 'Memory of the process.', 'gauge', rss),
      alone('nodejs_heap_used_bytes', "What is used of Node's heap.", 'gauge', heapUsed),
      alone('process_start_time_seconds', 'When the process began.', 'gauge', performance.timeOrigin / 1_000),
    ];
  }
}

function alone(name: string, help: string, type: 'gauge' | 'counter', value: number): Metric {
  return { name, help, type, samples: [{ labels: {}, value }] };
}
