/** A fact to be told: past tense, versioned type, the aggregate it is about, and data that is plain JSON. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  /** The aggregate's id: events of one subject are delivered in order. */
  readonly subject: string;
  readonly data: Data;
}

/** One with the trace that it is told in. */
export type TracedEvent = NewEvent & { readonly traceparent: string };

/** A stored fact in the CloudEvents 1.0 envelope (https://github.com/cloudevents/spec). */
export interface StoredEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly specversion: '1.0';
  /** UUIDv7; the same on every delivery. */
  readonly id: string;
  /** The service that told it. */
  readonly source: string;
  /** RFC 3339, when it was stored. */
  readonly time: string;
  /** Grows along the events of one subject. */
  readonly sequence: string;
  readonly traceparent: string;
}
