import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { waitFor } from '@tovar/testing';
import pg from 'pg';
import { LogConnection } from '../src/event-log/log-connection.ts';
import { prepareProbeService, type ProbeService } from './kit/probe-service.ts';

describe("the log's connection", () => {
  let service: ProbeService;
  let admin: pg.Client;
  const open: LogConnection[] = [];

  beforeAll(async () => {
    service = await prepareProbeService();
    admin = new pg.Client({ connectionString: service.adminUrl });
    await admin.connect();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });
  afterAll(async () => {
    await admin.end();
    await service.drop();
  });

  const newConnection = async (onNotify = (): void => undefined, url = service.platformUrl): Promise<LogConnection> => {
    const connection = new LogConnection(url, onNotify);
    open.push(connection);
    await connection.open();
    return connection;
  };
  const backends = async (): Promise<number[]> => {
    const { rows } = await admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'tovar-log' AND datname = current_database()`,
    );
    return rows.map((row) => row.pid);
  };
  const terminate = (pids: readonly number[]): Promise<unknown> =>
    admin.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]);

  it('tells of each notification', async () => {
    let notified = 0;
    await newConnection(() => (notified += 1));
    const before = notified;
    await admin.query('NOTIFY tovar_log');
    await waitFor('the notification', () => notified > before);
  });

  it('connects again when the server ends it, hears again, and works for its groups again', async () => {
    let notified = 0;
    const connection = await newConnection(() => (notified += 1));
    await connection.want('orders');
    const first = connection.tenure('orders');
    const [lost = 0] = await backends();
    const before = notified;
    await terminate([lost]);
    await waitFor('a new tenure', () => (connection.tenure('orders') ?? first) !== first);
    // What was notified in between is not known, so a look is due.
    await waitFor('the look', () => notified > before);
    const known = notified;
    await admin.query('NOTIFY tovar_log');
    await waitFor('the notification', () => notified > known);
    expect(await backends()).not.toContain(lost);
  });

  it('leaves a group to one connection, and to the other one when it is released', async () => {
    const [first, second] = [await newConnection(), await newConnection()];
    await first.want('carts');
    await second.want('carts');
    expect(first.tenure('carts')).toBeDefined();
    expect(second.tenure('carts')).toBeUndefined();
    await first.release('carts');
    await second.takeLocks();
    expect(first.tenure('carts')).toBeUndefined();
    expect(second.tenure('carts')).toBeDefined();
  });

  it('leaves a group free after one release, although it was asked for several times at once', async () => {
    const [first, second] = [await newConnection(), await newConnection()];
    await Promise.all([first.want('mails'), first.want('mails'), first.takeLocks(), first.takeLocks()]);
    await first.release('mails');
    await second.want('mails');
    expect(second.tenure('mails')).toBeDefined();
  });

  it('lets another connection take over when its own is lost', async () => {
    const first = await newConnection();
    const [lost = 0] = await backends();
    await first.want('stock');
    const second = await newConnection();
    await second.want('stock');
    await terminate([lost]);
    await waitFor('the first one to know', () => first.tenure('stock') !== 1);
    const owners = await waitFor('one of them to work for the group', async () => {
      await second.takeLocks();
      const found = [first, second].filter((connection) => connection.tenure('stock') !== undefined);
      return found.length > 0 && found.length;
    });
    expect(owners).toBe(1);
  });

  it('tries again with growing delays while the server does not answer', async () => {
    const door = await Door.before(service.platformUrl);
    const connection = await newConnection(undefined, door.url);
    await connection.want('prices');
    const first = connection.tenure('prices');
    door.shut();
    const shutAt = performance.now();
    await waitFor('four tries', () => door.refused >= 4);
    // At once, then after 100, 200 and 400 ms.
    expect(performance.now() - shutAt).toBeGreaterThan(600);
    expect(connection.tenure('prices')).toBeUndefined();
    door.open();
    await waitFor('a new tenure', () => (connection.tenure('prices') ?? first) !== first);
    await connection.close();
    await door.close();
  });
});

/** Stands before the server; when it is shut it breaks what is open and refuses what knocks. */
class Door {
  refused = 0;
  private isOpen = true;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(url: string): Promise<Door> {
    const target = new URL(url);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const doorUrl = new URL(url);
    doorUrl.port = String((server.address() as AddressInfo).port);
    // Not by the server's own socket, past the door.
    doorUrl.searchParams.delete('host');
    const door = new Door(server, doorUrl.href);
    server.on('connection', (socket) => door.admit(socket, Number(target.port)));
    return door;
  }

  open(): void {
    this.isOpen = true;
  }

  shut(): void {
    this.isOpen = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private admit(socket: Socket, port: number): void {
    socket.on('error', () => undefined);
    if (!this.isOpen) {
      this.refused += 1;
      socket.destroy();
      return;
    }
    const behind = connect(port, '127.0.0.1');
    behind.on('error', () => undefined);
    for (const end of [socket, behind]) this.sockets.add(end.on('close', () => this.sockets.delete(end)));
    socket.pipe(behind).pipe(socket);
  }
}
