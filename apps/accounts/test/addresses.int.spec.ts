import { randomUUID } from 'node:crypto';
import { AccountsShop, type LoggedIn } from './accounts-shop.ts';

const BERLIN = { recipient: 'Mira', line1: 'Invalidenstraße 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
const ADD = `mutation ($input: AddressInput!) {
  addAddress(input: $input) {
    address { id line2 isDefaultShipping isDefaultBilling }
    errors { __typename code ... on AddressNotDeliverableError { fields } }
  }
}`;
const REPLACE = `mutation ($id: ID!, $input: AddressInput!) {
  replaceAddress(id: $id, input: $input) { address { id city } errors { code } }
}`;
const REMOVE = 'mutation ($id: ID!) { removeAddress(id: $id) { removedId errors { code } } }';

describe('addresses', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  const PATH = '/api/v1/me/addresses';
  const add = (as: LoggedIn, fields: object = {}) =>
    accounts.as(as, { method: 'POST', path: PATH, body: { ...BERLIN, ...fields } });
  const list = async (as: LoggedIn) => (await accounts.as(as, { path: PATH })).body.items;

  it('are kept by REST; one is the default, and a new default takes its place', async () => {
    const mira = await accounts.someoneLoggedIn();
    const first = await add(mira);
    expect([first.status, first.headers.location]).toEqual([201, `${PATH}/${first.body.id}`]);
    expect(first.body).toMatchObject({ ...BERLIN, line2: null, isDefaultShipping: true, isDefaultBilling: true });
    const second = await add(mira, { city: ' Potsdam ', isDefaultShipping: true });
    const defaults = (await list(mira)).map((address: Record<string, unknown>) => {
      return [address.city, address.isDefaultShipping, address.isDefaultBilling];
    });
    expect(defaults).toEqual([
      ['Berlin', false, true],
      ['Potsdam', true, false],
    ]);
    const one = `${PATH}/${second.body.id}`;
    const replaced = await accounts.as(mira, { method: 'PUT', path: one, body: { ...BERLIN, line2: '2nd floor' } });
    expect(replaced.body).toMatchObject({ id: second.body.id, line2: '2nd floor', isDefaultShipping: false });
    expect((await accounts.as(mira, { method: 'DELETE', path: one })).status).toBe(204);
    expect(await list(mira)).toHaveLength(1);
  });

  it('are kept by GraphQL, and a refusal is data', async () => {
    const noor = await accounts.someoneLoggedIn();
    const added = (await accounts.graphql(ADD, { input: BERLIN }, noor)).body.data.addAddress;
    expect(added).toMatchObject({ address: { line2: null, isDefaultShipping: true }, errors: [] });
    const input = { ...BERLIN, country: 'US' };
    const refused = (await accounts.graphql(ADD, { input }, noor)).body.data.addAddress;
    const type = 'AddressNotDeliverableError';
    const error = { __typename: type, code: 'ADDRESS_NOT_DELIVERABLE', fields: ['region'] };
    expect(refused).toEqual({ address: null, errors: [error] });
    const { id } = added.address;
    const replaced = await accounts.graphql(REPLACE, { id, input: { ...BERLIN, city: 'Potsdam' } }, noor);
    expect(replaced.body.data.replaceAddress).toEqual({ address: { id, city: 'Potsdam' }, errors: [] });
    const query = await accounts.graphql('{ addresses { id city } }', {}, noor);
    expect([query.body.data.addresses, query.statements]).toEqual([[{ id, city: 'Potsdam' }], 1]);
    const removed = await accounts.graphql(REMOVE, { id }, noor);
    expect(removed.body.data.removeAddress).toEqual({ removedId: id, errors: [] });
  });

  it('[BOLA-01] of somebody else are as if they did not exist, and stay as they are', async () => {
    const [mira, noor] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    const { body: theirs } = await add(mira);
    for (const id of [theirs.id, randomUUID()]) {
      const path = `${PATH}/${id}`;
      const replaced = await accounts.as(noor, { method: 'PUT', path, body: { ...BERLIN, isDefaultBilling: true } });
      const removed = await accounts.as(noor, { method: 'DELETE', path });
      for (const { status, body } of [replaced, removed])
        expect([status, body.code, body.title]).toEqual([404, 'NOT_FOUND', 'The address does not exist.']);
      const byGraphQL = await accounts.graphql(REMOVE, { id }, noor);
      expect(byGraphQL.body.data.removeAddress).toEqual({ removedId: null, errors: [{ code: 'NOT_FOUND' }] });
    }
    expect(await list(mira)).toEqual([theirs]);
  });

  it('are twenty at most, also when they come at the same time, and then one is the default still', async () => {
    const mira = await accounts.someoneLoggedIn();
    const answers = await Promise.all(Array.from({ length: 25 }, () => add(mira, { isDefaultShipping: true })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ body }) => body.code === 'TOO_MANY_ADDRESSES')).toHaveLength(5);
    const isDefault = (await list(mira)).filter(({ isDefaultShipping }: Record<string, unknown>) => isDefaultShipping);
    expect(isDefault).toHaveLength(1);
  });

  it.each([
    { country: 'de' },
    { recipient: '' },
    { line1: 'a\nb' },
    { phone: '1' },
    { city: 'x'.repeat(101) },
    { userId: randomUUID() },
    { isDefaultShipping: 'yes' },
  ])('[BOPLA-01] are refused with %j before any SQL', async (fields) => {
    const mira = await accounts.someoneLoggedIn();
    expect(await add(mira, fields)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' }, statements: 0 });
    const { body, statements } = await accounts.graphql(ADD, { input: { ...BERLIN, ...fields } }, mira);
    expect([body.errors?.length, statements]).toEqual([1, 0]);
  });
});
