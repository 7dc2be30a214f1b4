import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler, RouteOptions } from 'fastify';
import type { Timing } from '../metrics/timings.ts';
import type { ServiceScope } from '../run/service-scope.ts';
import { beginSpan } from '../tracing/in-span.ts';
import type { OpenSpan } from '../tracing/span.ts';

/** What nobody has a route for is one: its address is a stranger's own words. */
const UNKNOWN = 'unknown';

/** Where the answers of one route are counted, by the class of their status. */
type RouteTimings = (status: number) => Timing;

interface Observed {
  startedAt: number;
  timings: RouteTimings | null;
  span: OpenSpan | null;
}

/**
 * Measures each answer of an application by its route, never by its address, until it begins to leave. It adds a property
 * where another hook would do, since hooks cost more than all of the rest.
 */
export class ObservedRequests {
  private readonly unknown: RouteTimings;

  /** Before any route is made: each of them is told where it is counted. */
  constructor(
    server: FastifyInstance,
    private readonly scope: ServiceScope,
  ) {
    this.unknown = this.timingsOf('ANY', UNKNOWN);
    const nothing: Observed = { startedAt: 0, timings: null, span: null };
    for (const [name, value] of Object.entries(nothing)) server.decorateRequest(name, value as never);
    server.addHook('onRoute', (route) => {
      route.onRequest = [this.noteRoute(route), ...[route.onRequest ?? []].flat()];
    });
  }

  /** Goes on with the caller's trace, where spans are recorded; answers the span's traceparent. */
  begin(request: FastifyRequest): string | undefined {
    const observed = request as FastifyRequest & Observed;
    observed.startedAt = performance.now();
    const { method, headers } = request;
    const parent = typeof headers.traceparent === 'string' ? headers.traceparent : '';
    const span = beginSpan(() => ({ name: `${method} ${routeOf(request)}`, kind: 'server', parent }), this.scope);
    if (!span) return undefined;
    observed.span = span;
    return span.traceparent;
  }

  end(request: FastifyRequest, { statusCode }: FastifyReply): void {
    const { startedAt, timings, span } = request as FastifyRequest & Observed;
    (timings ?? this.unknown)(statusCode).observe((performance.now() - startedAt) / 1_000);
    if (!span) return;
    span.set({ 'http.response.status_code': statusCode });
    if (statusCode >= 500) span.fail({ code: String(statusCode) });
    span.end();
  }

  private noteRoute({ method, url }: RouteOptions): onRequestHookHandler {
    const timings = this.timingsOf([method].flat().join('|'), url);
    return (request, _reply, done) => {
      (request as FastifyRequest & Observed).timings = timings;
      done();
    };
  }

  private timingsOf(method: string, route: string): RouteTimings {
    const { service, process } = this.scope;
    const byClass: Timing[] = [];
    return (status) => {
      const digit = Math.trunc(status / 100);
      return (byClass[digit] ??= process.metrics.requests.route(service, method, route, `${digit}xx`));
    };
  }
}

function routeOf(request: FastifyRequest): string {
  return request.is404 ? UNKNOWN : (request.routeOptions.url ?? UNKNOWN);
}
