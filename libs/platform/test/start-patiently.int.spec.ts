import { connect, createServer, type Server, type Socket } from 'node:net';
import { createTestDatabase, type TestDatabase, TestShop } from '@tovar/testing';
import { ToyModule } from './toy/toy.module.ts';

describe('a start whose database goes away', () => {
  let database: TestDatabase;
  let line: Server | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => line?.close());
  afterAll(() => database.drop());

  /** The database's address by way of a line on which everybody is cut off when the `cut`-th connection is opened. */
  const urlThatIsCut = async (cut: number): Promise<string> => {
    const url = new URL(database.adminUrl);
    const folder = url.searchParams.get('host');
    const port = Number(url.port);
    const target = folder ? { path: `${folder}/.s.PGSQL.${port}` } : { host: url.hostname, port };
    const open: Socket[] = [];
    let opened = 0;
    const server = createServer((client) => {
      const there = connect(target);
      for (const socket of [client, there]) socket.on('error', () => undefined);
      client.pipe(there).pipe(client);
      client.on('close', () => there.destroy());
      open.push(client);
      opened += 1;
      if (opened === cut) for (const socket of open) socket.destroy();
    });
    line = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url.searchParams.delete('host');
    url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
    return url.href;
  };

  it.each([1, 2, 5, 9, 12])('is made again when it is cut off at connection %d', async (cut) => {
    const shop = await TestShop.start(
      { toy: ToyModule },
      { environment: { ADMIN_DATABASE_URL: await urlThatIsCut(cut) } },
    );
    const { body } = await shop.graphql('toy', '{ _service { sdl } }');
    await shop.stop();
    expect(body.data._service.sdl).toContain('greetings');
  });

  it('tells whoever waits for a command at once', async () => {
    const environment = { ADMIN_DATABASE_URL: await urlThatIsCut(1) };
    await expect(TestShop.start({ toy: ToyModule }, { environment, isIdle: true })).rejects.toThrow();
  });

  it('ends with what is wrong when the database answers with a refusal', async () => {
    const wrong = new URL(database.adminUrl);
    wrong.password = 'wrong';
    wrong.username = 'nobody';
    const environment = { ADMIN_DATABASE_URL: wrong.href };
    await expect(TestShop.start({ toy: ToyModule }, { environment })).rejects.toMatchObject({ code: '28P01' });
  });
});
