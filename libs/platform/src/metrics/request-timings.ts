import { Timing } from './timings.ts';
import type { Metric } from './metric.ts';

/** What is counted while requests are answered: the rate, the errors and the durations of all that a process does. */
export class RequestTimings {
  private readonly routes = new Map<string, Timing>();
  private readonly operations = new Map<string, Timing>();
  private readonly cached = new Map<string, number>();

  /** Of one route of a service; found once by whoever observes it. `status` is its class, such as `2xx`. */
  route(service: string, method: string, route: string, status: string): Timing {
    return placeIn(this.routes, { service, method, route, status });
  }

  /** Of a GraphQL operation. Each label is a series for ever: none may be a word that clients choose. */
  operation(type: string, label: string, outcome: 'ok' | 'errors'): Timing {
    return placeIn(this.operations, { operation: label, type, outcome });
  }

  /** An answer that was kept is given again, without any of the above. */
  countCached(service: string): void {
    this.cached.set(service, (this.cached.get(service) ?? 0) + 1);
  }

  read(): Metric[] {
    return [
      {
        name: 'tovar_request_seconds',
        help: 'How long requests took until their answer began, by route and class of status; internal calls included.',
        type: 'histogram',
        timings: [...this.routes.values()],
      },
      {
        name: 'tovar_operation_seconds',
        help: 'How long GraphQL operations of clients took, by outcome, and by name where trusted, or else by field.',
        type: 'histogram',
        timings: [...this.operations.values()],
      },
      {
        name: 'tovar_cached_answers_total',
        help: 'Answers that were given again as they were kept; they are in none of the durations.',
        type: 'counter',
        samples: [...this.cached].map(([service, value]) => ({ labels: { service }, value })),
      },
    ];
  }
}

function placeIn(timings: Map<string, Timing>, labels: Readonly<Record<string, string>>): Timing {
  const key = Object.values(labels).join(' ');
  const known = timings.get(key);
  if (known) return known;
  const timing = new Timing(labels);
  timings.set(key, timing);
  return timing;
}
