import { connect } from 'node:net';
import { Database } from '@tovar/platform';
import { TestShop, waitFor } from '@tovar/testing';
import { ToyModule } from './toy/toy.module.ts';

const PATH = '/api/v1/greetings/0190a5d8-0000-7000-8000-000000000000';

describe('a service that is stopped', () => {
  it('[CONT-03] answers the requests in hand before it closes the database that they have yet to ask', async () => {
    const shop = await TestShop.start(
      { toy: ToyModule },
      { environment: { DATABASE_POOL: '1' }, listen: { toy: { host: '127.0.0.1', port: 0 } } },
    );
    const address = new URL(shop.running.url('toy'));
    let release: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => (release = resolve));
    // The one connection that there is: who wants another has to wait.
    const database = shop.running.app('toy').get(Database);
    const holding = database.transaction(async () => {
      await database.query('SELECT');
      await isHeld;
    });
    const page = shop.running.process.metrics.page;
    const asked = fetch(new URL(PATH, address));
    await waitFor('the request to wait', async () =>
      (await page.render()).includes('tovar_pool_connections{service="toy",state="waiting"} 1'),
    );

    const stopped = shop.stop();
    await waitFor('it to listen no more', () => isRefused(address));
    release();
    expect((await asked).status).toBe(404);
    await Promise.all([holding, stopped]);
  });
});

function isRefused({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}
