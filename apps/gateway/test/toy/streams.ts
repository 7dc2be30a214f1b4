import { once } from 'node:events';
import type { ToyShop } from './toy-shop.ts';

/** What a GraphQL answer holds, as it comes over a stream. */
export interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; extensions: Record<string, unknown> }[];
  readonly extensions?: { readonly eventId: string };
}

interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** Reads server-sent events one after another. */
export class EventStream {
  /** What a browser would send as `Last-Event-ID`. */
  lastId?: string;

  private constructor(
    readonly response: Response,
    private readonly events: AsyncGenerator<ServerEvent>,
    private readonly client: AbortController,
  ) {}

  /** Subscribes by POST. */
  static open(shop: ToyShop, query: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const body = JSON.stringify({ query });
    return EventStream.at(shop, '/graphql', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  static async at(shop: ToyShop, path: string, init: RequestInit = {}): Promise<EventStream> {
    const client = new AbortController();
    const headers = { accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
    const response = await shop.fetch(path, { ...init, headers, signal: client.signal });
    return new EventStream(response, parsed(response), client);
  }

  /** The next value; undefined when the stream says that it is complete. */
  async next(): Promise<Result | undefined> {
    const { value } = await this.events.next();
    if (!value) throw new Error('The stream ended without saying so.');
    this.lastId = value.id ?? this.lastId;
    return value.event === 'complete' ? undefined : (JSON.parse(value.data) as Result);
  }

  /** True when the server has closed the stream. */
  async isOver(): Promise<boolean> {
    return (await this.events.next()).done === true;
  }

  disconnect(): void {
    this.client.abort();
  }
}

async function* parsed(response: Response): AsyncGenerator<ServerEvent> {
  let text = '';
  const chunks = response.body?.pipeThrough(new TextDecoderStream()) ?? [];
  for await (const chunk of chunks) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, name = '', data = '', id] = /^event: (\w+)\ndata: (.*)(?:\nid: (\S+))?$/.exec(event) ?? [];
      if (name) yield { event: name, data, id };
    }
  }
}

/** A message of graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** Speaks graphql-transport-ws by hand, to say also what a good client would not. */
export class Socket {
  private readonly received: Message[] = [];
  private readonly arrivals = new EventTarget();
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }));
    });
    socket.addEventListener('message', ({ data }) => {
      this.received.push(JSON.parse(String(data)) as Message);
      this.arrivals.dispatchEvent(new Event('message'));
    });
  }

  static async open(shop: ToyShop, path = '/graphql/ws'): Promise<Socket> {
    const socket = new WebSocket(`${shop.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws');
    const opened = new Socket(socket);
    await once(socket as never, 'open');
    return opened;
  }

  /** Opens and says who is there. */
  static async connect(shop: ToyShop, payload?: object, path?: string): Promise<Socket> {
    const socket = await Socket.open(shop, path);
    socket.send({ type: 'connection_init', payload });
    await socket.next();
    return socket;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(query: string, id = '1', more: object = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, ...more } });
  }

  /** The next message, whenever it comes. */
  async next(): Promise<Message> {
    while (this.received.length === 0) await once(this.arrivals as never, 'message');
    return this.received.shift() as Message;
  }

  close(): void {
    this.socket.close();
  }
}
