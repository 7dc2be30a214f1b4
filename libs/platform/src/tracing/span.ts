/** Facts about a span. Never a value that somebody typed: no variables, no parameters, no bodies. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work, as it is begun. */
export interface SpanDraft {
  /** One of few: routes and statements by their names, never with what they are asked for. */
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** The trace that it goes on with; default: that of the request, the message or the job in hand. */
  readonly parent?: string;
  /** Where else it comes from, when it goes on with a trace of its own. */
  readonly cause?: string;
  readonly attributes?: SpanAttributes;
}

/** A piece of work under way. */
export interface OpenSpan {
  /** What the work hands on, so that what follows from it is a part of it. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** Notes the kind of the error; its words may be about a person. */
  fail(error: unknown): void;
  end(): void;
}

/** Where finished spans go. Never throws and never waits: a trace that is lost harms nobody. */
export abstract class SpanRecorder {
  /** `parent` undefined begins a trace. */
  abstract begin(service: string, draft: SpanDraft): OpenSpan;

  /** Hands over what has ended so far. */
  abstract flush(): Promise<void>;

  abstract close(): Promise<void>;
}
