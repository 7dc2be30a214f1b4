import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable, Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ServiceRequest, ServiceResponse } from './service-link.ts';

export interface DirectCall {
  readonly method: ServiceRequest['method'];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What `ServiceRequest` says of it. */
  readonly readsValue?: boolean;
}

/**
 * One request to an application of this process, through its router, hooks, parsers and handlers, but without HTTP's
 * encoding in between: Fastify's `inject` writes and parses a whole HTTP answer, which costs ten times the rest of a
 * small call. Rejects when the application breaks the answer off.
 */
export function callDirectly(
  service: FastifyInstance,
  { method, path, headers, body, readsValue = false }: DirectCall,
): Promise<ServiceResponse> {
  return new Promise((resolve, reject) => {
    const length: Record<string, string> = body ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const request = new DirectRequest(method, path, { host: 'localhost', ...headers, ...length }, body);
    const response = new DirectResponse(readsValue);
    response.once('finish', () => resolve(response.collected()));
    response.once('error', reject);
    response.once('close', () => reject(new Error('The answer was broken off.')));
    service.routing(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
}

/**
 * Lets an application hand an answer over as it is to a caller who only reads it: encoding a page of products and
 * parsing it again takes longer than finding it. Refusals and errors are encoded all the same.
 */
export function handOverValues(service: FastifyInstance): void {
  service.addHook('preSerialization', (_request, { raw, statusCode }, payload: object, done) => {
    const response = raw as unknown;
    if (!(response instanceof DirectResponse) || !response.readsValue || statusCode !== 200) return done(null, payload);
    if ('errors' in payload) return done(null, payload);
    response.value = payload;
    done(null, {});
  });
}

/** There is no other side that could be far away, slow or gone. */
const SOCKET = { remoteAddress: '127.0.0.1', remotePort: 0, encrypted: false, destroyed: false };

/** What an application reads of Node's `IncomingMessage`. */
class DirectRequest extends Readable {
  readonly httpVersion = '1.1';
  readonly httpVersionMajor = 1;
  readonly httpVersionMinor = 1;
  readonly aborted = false;
  readonly socket = SOCKET;
  readonly connection = SOCKET;

  constructor(
    readonly method: string,
    readonly url: string,
    readonly headers: Readonly<Record<string, string>>,
    body?: string | Buffer,
  ) {
    super({ read: () => undefined });
    if (body) this.push(body);
    this.push(null);
  }
}

/** What an application writes to Node's `ServerResponse`, kept as it is. */
class DirectResponse extends Writable {
  statusCode = 200;
  headersSent = false;
  readonly socket = SOCKET;
  private readonly sent: OutgoingHttpHeaders = {};
  private readonly chunks: (string | Buffer)[] = [];
  value?: object;

  constructor(readonly readsValue: boolean) {
    super({ decodeStrings: false });
  }

  setHeader(name: string, value: OutgoingHttpHeader): this {
    this.sent[name.toLowerCase()] = value;
    return this;
  }

  getHeader(name: string): OutgoingHttpHeader | undefined {
    return this.sent[name.toLowerCase()];
  }

  getHeaders(): OutgoingHttpHeaders {
    return { ...this.sent };
  }

  hasHeader(name: string): boolean {
    return this.getHeader(name) !== undefined;
  }

  removeHeader(name: string): void {
    delete this.sent[name.toLowerCase()];
  }

  writeHead(statusCode: number, headers: OutgoingHttpHeaders = {}): this {
    this.statusCode = statusCode;
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (value !== undefined) this.setHeader(name, value);
    }
    this.headersSent = true;
    return this;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.headersSent = true;
    this.chunks.push(chunk);
    done();
  }

  collected(): ServiceResponse {
    const headers = textHeaders(this.sent);
    return new CollectedResponse(this.statusCode, headers, this.chunks, this.value);
  }
}

/** Text or bytes, whichever is asked for: an answer is mostly one text already. */
class CollectedResponse implements ServiceResponse {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string | undefined>>,
    private readonly chunks: readonly (string | Buffer)[],
    readonly value?: object,
  ) {}

  get body(): string {
    if (this.value) return JSON.stringify(this.value);
    const [first, ...rest] = this.chunks;
    if (first === undefined) return '';
    return typeof first === 'string' && rest.length === 0 ? first : Buffer.from(this.bytes).toString('utf8');
  }

  get bytes(): Uint8Array {
    if (this.value) return Buffer.from(this.body);
    return Buffer.concat(this.chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)));
  }
}

/** Numbers as they would come over a socket; several values of one name, such as cookies, stay a list. */
function textHeaders(headers: OutgoingHttpHeaders): Record<string, string | undefined> {
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value === 'number') headers[name] = String(value);
  }
  return headers as Record<string, string | undefined>;
}
