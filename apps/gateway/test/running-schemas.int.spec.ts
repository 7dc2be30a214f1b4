import { waitFor } from '@tovar/testing';
import { RunningSchemas } from '../src/schemas/running-schemas.ts';
import { ToyShop } from './toy/toy-shop.ts';
import { toys } from './toy/toy-services.ts';

const NEWER = toys.shelf.sdl.replace('type Query {', 'type Query { isNew: Boolean');

describe('services that run in a newer version than the gateway', () => {
  let shop: ToyShop;

  beforeEach(async () => {
    shop = await ToyShop.start({ GATEWAY_SCHEMA_POLL_MS: '20' });
  });
  afterEach(() => shop.stop());

  const asked = () => shop.calls.filter(({ body }) => String(body).includes('_service')).length;
  const isNew = async () => (await shop.graphql('{ __type(name: "Query") { fields { name } } }')).data;
  const rounds = (count: number) => {
    const before = asked();
    return waitFor(`${count} more rounds`, () => asked() >= before + count * 2);
  };

  it('are served with what they add, once all their replicas tell it', async () => {
    expect(JSON.stringify(await isNew())).not.toContain('isNew');
    let turn = 0;
    shop.tells('shelf', () => (turn++ % 2 === 0 ? NEWER : toys.shelf.sdl));
    await rounds(8);
    expect(JSON.stringify(await isNew())).not.toContain('isNew');
    shop.tells('shelf', () => NEWER);
    await waitFor('the new field', async () => JSON.stringify(await isNew()).includes('isNew'));
  });

  it('[FED-07] cannot loosen or break the graph: the last good one stays', async () => {
    const before = shop.shop.running.app('gateway').get(RunningSchemas).subgraphs;
    for (const broken of ['type Query {', 'type Query { products: Int }', NEWER.replace(/type Product [^}]*}/, '')]) {
      shop.tells('shelf', () => broken);
      await rounds(5);
      expect(shop.shop.running.app('gateway').get(RunningSchemas).subgraphs).toBe(before);
    }
    expect((await shop.graphql('{ product(id: "p1") { name } }')).data).toEqual({ product: { name: 'Product 1' } });
  });
});
