import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: HeardRequest, response: ServerResponse) => void;

/** An HTTP server that says what a test wants, and remembers what it was asked. */
export class ScriptedServer {
  readonly heard: HeardRequest[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private script: Answer[] = [];

  private constructor(private readonly whenSilent: Answer) {}

  /** Answers by `whenSilent` whatever no `script` answers. */
  static async start(whenSilent: Answer): Promise<ScriptedServer> {
    const scripted = new ScriptedServer(whenSilent);
    await new Promise<void>((resolve) => scripted.server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers the next requests in this order; forgets what it has heard. */
  next(...answers: Answer[]): void {
    this.script = answers;
    this.heard.length = 0;
  }

  heardOn(path: string): HeardRequest[] {
    return this.heard.filter((request) => request.path === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    const heard = { method, path, headers, body: await text(request) };
    this.heard.push(heard);
    const isLogin = path === '/v1/oauth2/token';
    ((isLogin ? undefined : this.script.shift()) ?? this.whenSilent)(heard, response);
  }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** A refusal in PayPal's shape. */
export function refusal(status: number, issue: string, headers?: Readonly<Record<string, string>>): Answer {
  return json(
    status,
    { name: 'UNPROCESSABLE_ENTITY', message: 'No.', debug_id: 'd', details: [{ issue, description: 'No.' }] },
    headers,
  );
}
