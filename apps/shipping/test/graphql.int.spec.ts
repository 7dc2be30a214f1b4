import { aMethod, aServedZone, freshCode, ShippingShop } from './shipping-shop.ts';

const ZONE = 'id code name version areas { country region postalPrefix }';
const METHOD = `id code name { en ru } carrier isEnabled version
  zones { zoneId estimate { minDays maxDays } rates { currency basis freeFrom steps { upTo price } } }`;
const ERRORS = 'errors { __typename code message ... on VersionConflictError { currentVersion } }';

const CREATE_ZONE = `mutation ($input: CreateDeliveryZoneInput!) { createDeliveryZone(input: $input) { zone { ${ZONE} } ${ERRORS} } }`;
const EDIT_ZONE = `mutation ($input: EditDeliveryZoneInput!) { editDeliveryZone(input: $input) { zone { ${ZONE} } ${ERRORS} } }`;
const DELETE_ZONE = `mutation ($input: DeleteDeliveryZoneInput!) { deleteDeliveryZone(input: $input) { deletedId ${ERRORS} } }`;
const CREATE_METHOD = `mutation ($input: CreateDeliveryMethodInput!) { createDeliveryMethod(input: $input) { method { ${METHOD} } ${ERRORS} } }`;
const EDIT_METHOD = `mutation ($input: EditDeliveryMethodInput!) { editDeliveryMethod(input: $input) { method { ${METHOD} } ${ERRORS} } }`;
const DELETE_METHOD = `mutation ($input: DeleteDeliveryMethodInput!) { deleteDeliveryMethod(input: $input) { deletedId ${ERRORS} } }`;
const QUOTES = `query ($destination: DeliveryDestinationInput!, $weightGrams: Int!, $subtotal: MinorUnits!, $currency: CurrencyCode!) {
  deliveryQuotes(destination: $destination, weightGrams: $weightGrams, subtotal: $subtotal, currency: $currency) {
    methodId code name { en ru } carrier price { amount currency decimal } isTaxIncluded taxCategory estimate { minDays maxDays }
  }
}`;

describe('deliveries over GraphQL', () => {
  let shop: ShippingShop;

  beforeAll(async () => {
    shop = await ShippingShop.start();
  });
  afterAll(() => shop.stop());

  /** Twice, because the second time another code path answers: the compiled one. */
  const twice = async (query: string, variables: () => object) => {
    await shop.graphql(query, variables());
    return shop.graphql(query, variables());
  };
  const write = async (query: string, input: object) => {
    const { body } = await shop.graphql(query, { input });
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return Object.values(body.data)[0] as Record<string, any>; // oxlint-disable-line no-explicit-any -- a test says what it expects
  };

  it('make, change and forget a zone', async () => {
    const { zone, errors } = await write(CREATE_ZONE, {
      code: freshCode(),
      name: 'Zone',
      areas: [{ country: 'AR', region: null, postalPrefix: 'C1' }],
    });
    expect(errors).toEqual([]);
    expect(zone).toMatchObject({ version: 1, areas: [{ country: 'AR', region: null, postalPrefix: 'C1' }] });
    const edit = { id: zone.id, expectedVersion: 1, changes: { name: 'Buenos Aires' } };
    expect(await write(EDIT_ZONE, edit)).toMatchObject({ zone: { name: 'Buenos Aires', version: 2 }, errors: [] });
    const conflict = { __typename: 'VersionConflictError', code: 'CONFLICT', currentVersion: 2 };
    expect(await write(EDIT_ZONE, edit)).toMatchObject({ zone: null, errors: [conflict] });
    expect(await write(DELETE_ZONE, { id: zone.id, expectedVersion: 1 })).toMatchObject({ errors: [conflict] });
    expect(await write(DELETE_ZONE, { id: zone.id, expectedVersion: 2 })).toEqual({ deletedId: zone.id, errors: [] });
    expect(await write(DELETE_ZONE, { id: zone.id, expectedVersion: 2 })).toMatchObject({
      errors: [{ code: 'NOT_FOUND' }],
    });
  });

  it('make, change and forget a method', async () => {
    const { id: zoneId } = await shop.zone({ country: 'BR' });
    const { method } = await write(CREATE_METHOD, { ...aMethod(), zones: [aServedZone(zoneId)] });
    expect(method).toMatchObject({
      carrier: 'table',
      isEnabled: true,
      zones: [{ zoneId, rates: [{ basis: 'FLAT', freeFrom: null, steps: [{ upTo: null, price: '490' }] }] }],
    });
    const changes = { isEnabled: false, name: { en: 'Slow', ru: 'Медленно' } };
    const edited = await write(EDIT_METHOD, { id: method.id, expectedVersion: 1, changes });
    expect(edited).toMatchObject({ method: { isEnabled: false, name: changes.name, zones: method.zones }, errors: [] });
    const refused = { id: method.id, expectedVersion: 2, changes: { carrier: 'pigeons' } };
    expect(await write(EDIT_METHOD, refused)).toMatchObject({ method: null, errors: [{ code: 'UNKNOWN_CARRIER' }] });
    const forgotten = await write(DELETE_METHOD, { id: method.id, expectedVersion: 2 });
    expect(forgotten).toEqual({ deletedId: method.id, errors: [] });
  });

  it('take effect once for the same key', async () => {
    const input = { ...aMethod(), zones: [], idempotencyKey: 'the-same-key-twice' };
    const first = await write(CREATE_METHOD, input);
    expect((await write(CREATE_METHOD, input)).method.id).toBe(first.method.id);
  });

  it('are listed, and read one by one, in one statement each', async () => {
    const zone = await shop.zone({ country: 'CL' }, { country: 'CL', postalPrefix: '8' });
    const method = await shop.method(zone.id);
    const lists = `query ($first: Int) {
      deliveryZones(first: $first) { edges { cursor node { ${ZONE} } } pageInfo { hasNextPage endCursor } }
      deliveryMethods(first: $first) { edges { cursor node { ${METHOD} } } pageInfo { hasNextPage endCursor } }
    }`;
    const listed = await twice(lists, () => ({ first: 100 }));
    expect(listed.statements).toBe(2);
    const codes = ({ edges }: { edges: { node: { code: string } }[] }) => edges.map(({ node }) => node.code);
    expect(codes(listed.body.data.deliveryZones)).toContain(zone.code);
    expect(codes(listed.body.data.deliveryMethods)).toContain(method.code);
    const one = `query ($zone: ID!, $method: ID!) { deliveryZone(id: $zone) { ${ZONE} } deliveryMethod(id: $method) { ${METHOD} } }`;
    const found = await twice(one, () => ({ zone: zone.id, method: method.id }));
    expect(found.body.data).toMatchObject({ deliveryZone: { code: zone.code }, deliveryMethod: { code: method.code } });
    expect(found.statements).toBe(2);
    const none = await shop.graphql(one, { zone: method.id, method: zone.id });
    expect(none.body.errors[0].extensions.code).toBe('NOT_FOUND');
  });

  it('are not for customers to change or to look through', async () => {
    const customer = { as: { userId: '0190a5d8-0000-7000-8000-00000000000b', scopes: ['orders:place:own'] } };
    for (const query of [
      '{ deliveryZones { pageInfo { hasNextPage } } }',
      '{ deliveryMethods { pageInfo { hasNextPage } } }',
    ]) {
      expect((await shop.graphql(query, {}, customer)).body.errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const input = { id: '0190a5d8-0000-7000-8000-00000000000b', expectedVersion: 1 };
    expect((await shop.graphql(DELETE_METHOD, { input }, customer)).body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('what delivery would cost before there is a cart', () => {
  let shop: ShippingShop;
  const guest = { as: undefined };
  const REST = '/api/v1/delivery-quotes';

  beforeAll(async () => {
    shop = await ShippingShop.start();
    const { id } = await shop.zone({ country: 'DE' });
    await shop.method(id, { code: 'courier' });
  });
  afterAll(() => shop.stop());

  const parcel = { weightGrams: 1_500, subtotal: '4990', currency: 'EUR' };
  const courier = {
    code: 'courier',
    price: { amount: '490', currency: 'EUR', decimal: '4.90' },
    estimate: { minDays: 1, maxDays: 3 },
  };

  it('is told to anybody, in one statement, the same by both APIs', async () => {
    const destination = { country: 'DE', postalCode: '10115' };
    for (let round = 0; round < 2; round += 1) {
      const { body, statements } = await shop.graphql(QUOTES, { destination, ...parcel }, guest);
      expect(body.data.deliveryQuotes).toMatchObject([courier]);
      expect(statements).toBe(1);
    }
    const query = 'country=DE&postalCode=10115&weightGrams=1500&subtotal=4990&currency=EUR';
    const { status, body, statements } = await shop.send({ path: `${REST}?${query}`, ...guest });
    expect({ status, statements }).toEqual({ status: 200, statements: 1 });
    expect(body.quotes).toMatchObject([courier]);
  });

  it('is nothing where nothing is delivered', async () => {
    const { body } = await shop.graphql(QUOTES, { destination: { country: 'AQ' }, ...parcel }, guest);
    expect(body.data.deliveryQuotes).toEqual([]);
  });

  it.each([
    ['a country that is none', 'country=XX', 422, 'UNKNOWN_COUNTRY'],
    ['a currency without a rate', 'currency=CHF', 422, 'CURRENCY_WITHOUT_RATE'],
    ['a currency that is none', 'currency=EUX', 400, 'INVALID_INPUT'],
    ['a weight below nothing', 'weightGrams=-1', 400, 'INVALID_INPUT'],
    ['a parcel of a thousand tons', 'weightGrams=1000000000', 400, 'INVALID_INPUT'],
    ['goods for more than money can be', 'subtotal=1000000000000001', 400, 'INVALID_INPUT'],
    ['something that nobody knows', 'colour=red', 400, 'INVALID_INPUT'],
  ])('is refused for %s', async (_, part, status, code) => {
    const asked = new URLSearchParams('country=DE&weightGrams=1500&subtotal=4990&currency=EUR');
    for (const [name, value] of new URLSearchParams(part)) asked.set(name, value);
    const refused = await shop.send({ path: `${REST}?${asked}`, ...guest });
    expect(refused).toMatchObject({ status, body: { code } });
    if (part === 'colour=red') return;
    const { country, weightGrams, subtotal, currency } = Object.fromEntries(asked);
    const variables = { destination: { country }, weightGrams: Number(weightGrams), subtotal, currency };
    const { body } = await shop.graphql(QUOTES, variables, guest);
    expect(body.errors[0].extensions.code).toBe(code);
  });
});
