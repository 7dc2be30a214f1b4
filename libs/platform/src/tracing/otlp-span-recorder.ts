import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-node';
import { parsedTraceparent } from '../http/trace.ts';
import { type OpenSpan, type SpanAttributes, type SpanDraft, SpanRecorder } from './span.ts';

export interface OtlpOptions {
  /** The collector; spans are sent to `/v1/traces` there. */
  readonly endpoint: string;
  /** Which part of all traces is recorded, from 0 to 1. Each process decides by the trace's id, so all decide the same. */
  readonly share: number;
}

type Resource = NonNullable<NonNullable<ConstructorParameters<typeof NodeTracerProvider>[0]>['resource']>;

/**
 * Spans to a collector by OpenTelemetry's protocol, in batches. Ten services in one process have ten names and one
 * exporter. OpenTelemetry's own context is not used: traces travel in ours, with or without a recorder.
 */
export class OtlpSpanRecorder extends SpanRecorder {
  private readonly tracers = new Map<string, Tracer>();
  private readonly processor: BatchSpanProcessor;
  private readonly sampler: TraceIdRatioBasedSampler;

  constructor({ endpoint, share }: OtlpOptions) {
    super();
    const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
    this.processor = new BatchSpanProcessor(new OTLPTraceExporter({ url }));
    this.sampler = new TraceIdRatioBasedSampler(share);
  }

  begin(service: string, { name, kind, parent, cause, attributes }: SpanDraft): OpenSpan {
    const link = cause === undefined ? undefined : parsedTraceparent(cause);
    const options = {
      kind: SpanKind[KINDS[kind]],
      attributes,
      links: link ? [{ context: { ...link, traceFlags: 1 } }] : [],
    };
    return new RecordedSpan(this.tracerOf(service).startSpan(name, options, contextOf(parent)));
  }

  flush(): Promise<void> {
    return this.processor.forceFlush();
  }

  close(): Promise<void> {
    return this.processor.shutdown();
  }

  private tracerOf(service: string): Tracer {
    const known = this.tracers.get(service);
    if (known) return known;
    const { processor, sampler } = this;
    const provider = new NodeTracerProvider({ resource: named(service), spanProcessors: [processor], sampler });
    const tracer = provider.getTracer('tovar');
    this.tracers.set(service, tracer);
    return tracer;
  }
}

const KINDS = {
  server: 'SERVER',
  client: 'CLIENT',
  producer: 'PRODUCER',
  consumer: 'CONSUMER',
  internal: 'INTERNAL',
} as const;

/** All that an exporter says of where a span comes from; nothing of it has to be looked for first. */
function named(service: string): Resource {
  const attributes = { 'service.name': service, 'service.namespace': 'tovar' };
  const resource: Resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}

function contextOf(parent: string | undefined): Context {
  const place = parent === undefined ? undefined : parsedTraceparent(parent);
  return place ? trace.setSpanContext(ROOT_CONTEXT, { ...place, traceFlags: 1, isRemote: true }) : ROOT_CONTEXT;
}

class RecordedSpan implements OpenSpan {
  readonly traceparent: string;

  constructor(private readonly span: Span) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-0${traceFlags & 1}`;
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes(attributes);
  }

  fail(error: unknown): void {
    const { code, name = 'Error' } = error as { code?: unknown; name?: string };
    this.span.setAttribute('error.type', typeof code === 'string' ? code : name);
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.span.end();
  }
}
