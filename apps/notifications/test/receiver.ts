import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '@tovar/testing';

export interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Another system that receives webhooks, and answers each with the next of the given statuses. */
export class Receiver {
  readonly received: Received[] = [];
  /** The answers to come; 204 when there are none left. */
  answers: number[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.received.push({ headers: plain(request.headers), body: Buffer.concat(chunks).toString() });
        const status = receiver.answers.shift() ?? 204;
        response.writeHead(status, status === 302 ? { location: `${receiver.url}/elsewhere` } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** What has come, once there is so much. */
  got(atLeast: number): Promise<readonly Received[]> {
    return waitFor(`${atLeast} webhook(s)`, () => this.received.length >= atLeast && this.received);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
