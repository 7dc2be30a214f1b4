import { type Entry, entriesOf, TestShop } from '@tovar/testing';
import { ToyModule } from './toy/toy.module.ts';

describe('the walk over every entry of a service', () => {
  let shop: TestShop;
  let entries: Entry[];

  beforeAll(async () => {
    shop = await TestShop.start({ toy: ToyModule });
    entries = entriesOf(shop.running.app('toy'));
  });
  afterAll(() => shop.stop());

  it('finds routes and root fields with their marks', () => {
    expect(entries).toContainEqual({ name: 'POST api/v1/greetings', access: { kind: 'public' } });
    expect(entries).toContainEqual({
      name: 'Query.greetings',
      access: { kind: 'scopes', anyOf: ['greetings:read:any'] },
    });
  });

  it('finds the one that has no mark', () => {
    expect(entries.filter(({ access }) => !access).map(({ name }) => name)).toEqual(['GET api/v1/greetings']);
  });
});
