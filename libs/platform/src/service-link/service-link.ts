import type { Readable } from 'node:stream';

/** A request to another service, by its name; the path is the service's own. */
export interface ServiceRequest {
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is text or bytes, which are sent as they are with their own content type. */
  readonly body?: unknown;
  /** At most this long; never longer than the caller's own deadline. Default 10,000. */
  readonly timeoutMs?: number;
  /** True when repeating does no harm. Default: for GET only. Only such requests are tried again. */
  readonly isSafeToRepeat?: boolean;
  /**
   * True for a caller who takes the answer's `value`, if there is one, only reads it, and keeps nothing of it. Only for
   * answers that are the same before they are JSON as afterwards, such as GraphQL's.
   */
  readonly readsValue?: boolean;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as text. */
  readonly body: string;
  /** The body as it came: pictures and exports are not text. */
  readonly bytes: Uint8Array;
  /** What the body says, as the service made it; for those who only read it, and only if it never was text. */
  readonly value?: object;
}

/** A request whose body, if it has one, is passed on while it arrives. */
export interface StreamedRequest extends Omit<ServiceRequest, 'body' | 'isSafeToRepeat'> {
  readonly body?: Readable;
}

/** An answer whose body is passed on while it is made; whoever asked reads it to its end or destroys it. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly stream: Readable;
}

/**
 * Request and response between services. Carries the request id, the trace, the caller's name and the user's token;
 * keeps the caller's deadline; opens a circuit for a service that keeps failing. Any answered status is a response;
 * no answer is `ServiceUnavailable` or `DeadlineExceeded`, and then the outcome is unknown.
 */
export abstract class ServiceLink {
  abstract send(request: ServiceRequest): Promise<ServiceResponse>;

  /**
   * As `send`, for uploads and downloads of any size: neither body is ever held, each side waits for the slower one. It
   * is never tried again, `timeoutMs` is the time until the answer begins, and the caller's own deadline does not count.
   */
  abstract stream(request: StreamedRequest): Promise<StreamedResponse>;

  /** Sends, and reads the JSON answer; a problem answer is thrown as `ServiceRefused` with its code. */
  async json<Answer>(request: ServiceRequest): Promise<Answer> {
    const { status, body } = await this.send(request);
    if (status >= 200 && status < 300) return (body === '' ? undefined : JSON.parse(body)) as Answer;
    throw new ServiceRefused(request.service, status, body);
  }
}

/** Another service answered, and said no. */
export class ServiceRefused extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    service: string,
    readonly status: number,
    body: string,
  ) {
    const problem = parseProblem(body);
    super(`${service} answered ${status} ${problem.code}: ${problem.title}`);
    this.code = problem.code;
    this.details = problem;
  }
}

function parseProblem(body: string): { code: string; title: string } & Record<string, unknown> {
  try {
    return { code: 'UNKNOWN', title: '', ...(JSON.parse(body) as object) };
  } catch {
    return { code: 'UNKNOWN', title: body.slice(0, 200) };
  }
}
