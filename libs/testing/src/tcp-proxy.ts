import { setTimeout as delay } from 'node:timers/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The network between two processes, in a test's hands: it can be cut, held, and slow. */
export class TcpProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private isHeld = false;
  private latencyMs = 0;
  /** How often somebody has connected. */
  connections = 0;

  private constructor(
    private readonly server: Server,
    /** Where to connect instead of the target. */
    readonly port: number,
  ) {}

  static async to(target: { host: string; port: number }): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (!address || typeof address === 'string') throw new Error('The proxy has no port.');
    const proxy = new TcpProxy(server, address.port);
    server.on('connection', (client) => proxy.join(client, connect(target.port, target.host)));
    return proxy;
  }

  /** The same address, by way of a proxy. */
  static async before(url: string): Promise<{ proxy: TcpProxy; url: string }> {
    const target = new URL(url);
    const proxy = await TcpProxy.to({ host: target.hostname, port: Number(target.port) });
    target.port = String(proxy.port);
    return { proxy, url: target.href };
  }

  /** Breaks every connection there is; new ones are made as before. */
  cut(): void {
    for (const [client, target] of this.pairs) {
      client.destroy();
      target.destroy();
    }
  }

  /** Lets nothing through, in neither direction, until `release`; connections stay open. */
  hold(): void {
    this.isHeld = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  release(): void {
    this.isHeld = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  /** From now on everything takes so much longer, in both directions; 0 is as before. */
  slow(latencyMs: number): void {
    this.latencyMs = latencyMs;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, target: Socket): void {
    const pair = [client, target] as const;
    this.pairs.add(pair);
    this.connections += 1;
    for (const [from, to] of [pair, [target, client] as const]) {
      let last: Promise<unknown> | undefined;
      from.on('data', (chunk) => {
        if (this.latencyMs === 0 && !last) return void to.write(chunk);
        const mine = this.late(last, () => {
          to.write(chunk);
          if (last === mine) last = undefined;
        });
        last = mine;
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
      });
      if (this.isHeld) from.pause();
    }
  }

  /** What is slow still arrives in its order. */
  private async late(before: Promise<unknown> | undefined, write: () => void): Promise<void> {
    await Promise.all([before, delay(this.latencyMs)]);
    write();
  }
}
