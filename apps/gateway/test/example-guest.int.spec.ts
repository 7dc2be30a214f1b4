import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import { Guests } from '../src/guests/guests.ts';
import { ToyShop } from './toy/toy-shop.ts';

const EXAMPLE = join(import.meta.dirname, '../../../examples/loyalty-points/server.mjs');

describe('the example of a subgraph of your own', () => {
  let example: ChildProcess;
  let shop: ToyShop;

  beforeAll(async () => {
    example = spawn(process.execPath, [EXAMPLE, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(example, 'exit').then(() => ['It has ended.']);
    const [greeting] = await Promise.race([once(example.stdout ?? example, 'data'), ended]);
    const url = /http\S+graphql/.exec(String(greeting))?.[0];
    expect(url).toBeDefined();
    shop = await ToyShop.start({ GATEWAY_GUESTS: `loyalty=${url}` });
    await waitFor('it to join', () => shop.shop.running.app('gateway').get(Guests).statuses[0]?.state === 'joined');
  });
  afterAll(async () => {
    await shop.stop();
    example.kill();
    await once(example, 'exit');
  });

  it('adds points to the products of the shop', async () => {
    const { data } = await shop.graphql('{ pointValue product(id: "p1") { name loyaltyPoints } }');
    expect(data).toEqual({ pointValue: 5, product: { name: 'Product 1', loyaltyPoints: 61 } });
  });
});
