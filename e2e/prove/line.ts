import { connect, createServer, type Server, type Socket } from 'node:net';

/** node-postgres sends a simple query: its text, ended by a zero. */
const COMMIT = Buffer.from('COMMIT\0');

/** The wire between a shop and its database, which can be cut while a commit is on it. */
export class Line {
  private cuts = 0;
  private passed = 0;
  private target = 0;
  private readonly open = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(targetPort: number): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    line.target = targetPort;
    server.on('connection', (socket) => line.carry(socket));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    const address = this.server.address();
    if (!address || typeof address === 'string') throw new Error('The line is not open.');
    return address.port;
  }

  /** The server behind it has another port now. */
  leadTo(port: number): void {
    this.target = port;
  }

  /** The next commits are cut off, by turns before and behind the server; returns how many were still to be cut. */
  cutCommits(times: number): number {
    const left = this.cuts;
    this.cuts = times;
    return left;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      server.destroy();
      this.open.delete(client);
    };
    this.open.add(client);
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', end).on('close', end);
    client.on('data', (bytes: Buffer) => {
      if (this.cuts === 0 || !bytes.includes(COMMIT)) return void server.write(bytes);
      this.cuts -= 1;
      this.passed += 1;
      // Every other one arrives: it is committed, and nobody is told.
      if (this.passed % 2 === 0) server.write(bytes, () => end());
      else end();
    });
    server.on('data', (bytes: Buffer) => void client.write(bytes));
  }
}
