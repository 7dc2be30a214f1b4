import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import type { ServiceRequest, ServiceResponse, StreamedResponse } from '../service-link.ts';
import { NoAnswerInTime, NotSent } from './https-link.errors.ts';

/** How connections are made and kept; read anew for each request, because certificates change. */
export interface Transport {
  request(options: RequestOptions, answered: (response: IncomingMessage) => void): ClientRequest;
  readonly agent: Agent;
  /** The event of a socket that says that requests can leave now. */
  readonly connected: 'connect' | 'secureConnect';
}

/** A request with all that the link has to say of it. */
export interface OutgoingRequest {
  readonly service: string;
  readonly method: ServiceRequest['method'];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The caller's own deadline speaks first; this one only gives the connection back. */
const GRACE_MS = 20;

/** Sends one request to one replica, over a connection that is kept for the next one. */
export class HttpCaller {
  constructor(private readonly transport: () => Transport) {}

  /** Rejects with `NotSent` when nothing has left, with anything else when the outcome is unknown. */
  async send(origin: URL, request: OutgoingRequest, payload: Payload, timeoutMs: number): Promise<ServiceResponse> {
    const length: Record<string, string> =
      payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
    const outgoing = { ...request, headers: { ...request.headers, ...length } };
    const { response, done } = await this.answer(origin, outgoing, timeoutMs, (sending) => sending.end(payload));
    try {
      return new WholeResponse(response, await bytesOf(response));
    } finally {
      done();
    }
  }

  /** Passes the body on while it comes; `timeoutMs` is the time until the answer begins. */
  async open(
    origin: URL,
    request: OutgoingRequest,
    body: Readable | undefined,
    timeoutMs: number,
  ): Promise<StreamedResponse> {
    const { response, done } = await this.answer(origin, request, timeoutMs, (sending) => {
      if (!body) return void sending.end();
      // A source that breaks off must not look like one that has ended.
      pipeline(body, sending, () => undefined);
    });
    done();
    return { status: response.statusCode ?? 0, headers: headersOf(response), stream: response };
  }

  private answer(
    origin: URL,
    { service, method, path, headers }: OutgoingRequest,
    timeoutMs: number,
    write: (sending: ClientRequest) => void,
  ): Promise<{ response: IncomingMessage; done: () => void }> {
    const transport = this.transport();
    return new Promise((resolve, reject) => {
      const options = { agent: transport.agent, method, path, headers, servername: service, ...placeOf(origin) };
      let timer: NodeJS.Timeout | undefined;
      const done = (): void => clearTimeout(timer);
      let isConnected = false;
      const sending = transport.request(options, (response) => resolve({ response, done }));
      sending.once('socket', (socket) => {
        if (sending.reusedSocket) isConnected = true;
        else socket.once(transport.connected, () => (isConnected = true));
      });
      sending.on('error', (error) => {
        done();
        reject(isConnected ? error : new NotSent(`${origin.host} cannot be reached.`, { cause: error }));
      });
      timer = setTimeout(
        () => sending.destroy(new NoAnswerInTime(`No answer within ${timeoutMs} ms.`)),
        timeoutMs + GRACE_MS,
      );
      write(sending);
    });
  }
}

export type Payload = string | Buffer | undefined;

function placeOf({ hostname, port }: URL): { host: string; port: string } {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port || '443' };
}

/** Rejects when the answer breaks off. An iterator over it costs a tenth of the whole request. */
function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('end', () => resolve(Buffer.concat(chunks)));
    response.once('error', reject);
  });
}

/** Text or bytes, whichever is asked for. */
class WholeResponse implements ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;

  constructor(
    response: IncomingMessage,
    readonly bytes: Buffer,
  ) {
    this.status = response.statusCode ?? 0;
    this.headers = headersOf(response);
  }

  get body(): string {
    return this.bytes.toString('utf8');
  }
}

/** Several values of one name, such as cookies, stay a list. */
function headersOf(response: IncomingMessage): Record<string, string | undefined> {
  return response.headers as Record<string, string | undefined>;
}
