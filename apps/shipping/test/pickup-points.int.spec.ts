import { CarrierSandboxClient } from './carrier-sandbox.ts';
import { ShippingShop } from './shipping-shop.ts';

const POINTS = `query (
  $carrier: String!, $country: String!, $postalCode: String, $city: String, $first: Int, $after: String
) {
  pickupPoints(
    carrier: $carrier, country: $country, postalCode: $postalCode, city: $city, first: $first, after: $after
  ) {
    edges { cursor node { code region city address openingHours latitude longitude } } pageInfo { hasNextPage endCursor }
  }
}`;

describe('where parcels can be picked up', () => {
  let sandbox: CarrierSandboxClient;
  let shop: ShippingShop;
  const guest = { as: undefined };
  const cdek = { carrier: 'cdek', country: 'RU', postalCode: '630099' };

  beforeAll(async () => {
    sandbox = await CarrierSandboxClient.start();
    shop = await ShippingShop.start(sandbox.environment);
  });
  afterEach(() => sandbox.disarm());
  afterAll(async () => {
    await sandbox.close();
    await shop.stop();
  });

  const graphql = async (variables: object) => (await shop.graphql(POINTS, variables, guest)).body;
  const rest = (query: Record<string, string>) =>
    shop.send({ path: `/api/v1/pickup-points?${new URLSearchParams(query)}`, ...guest });

  it('is told to anybody, page by page, the same by both APIs', async () => {
    const first = (await graphql({ ...cdek, first: 2 })).data.pickupPoints;
    expect(first.edges.map(({ node }: { node: { code: string } }) => node.code)).toEqual(['NSK12', 'NSK3']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const { endCursor } = first.pageInfo;
    const last = (await graphql({ ...cdek, first: 2, after: endCursor })).data.pickupPoints;
    expect(last).toMatchObject({
      edges: [{ node: { code: 'NSK67', latitude: 55.03 } }],
      pageInfo: { hasNextPage: false },
    });
    const answer = await rest({ ...cdek, limit: '2', cursor: endCursor });
    expect(answer).toMatchObject({ status: 200, body: { items: [{ code: 'NSK67' }], nextCursor: null } });
  });

  it('is what is near a postal code, and nothing of a carrier that brings everything to the door', async () => {
    const near = await rest({ ...cdek, postalCode: '190000' });
    expect(near.body.items).toMatchObject([
      { code: 'SPB9', city: 'Санкт-Петербург', openingHours: expect.any(String) },
    ]);
    expect((await rest({ ...cdek, carrier: 'table' })).body).toEqual({ items: [], nextCursor: null });
  });

  it('is what is in a city, with the region where there are several of the name, the same by both APIs', async () => {
    const inCity = { carrier: 'cdek', country: 'RU', city: 'Киров' };
    const points = [
      { code: 'KRV1', city: 'Киров', region: 'Кировская область' },
      { code: 'KRV7', city: 'Киров', region: 'Калужская область' },
    ];
    expect((await rest(inCity)).body.items).toMatchObject(points);
    const { edges } = (await graphql({ ...inCity, postalCode: null })).data.pickupPoints;
    expect(edges).toMatchObject(points.map((node) => ({ node })));
    expect((await rest({ ...inCity, carrier: 'table' })).body).toEqual({ items: [], nextCursor: null });
    expect((await rest({ ...inCity, city: 'Китеж' })).body).toEqual({ items: [], nextCursor: null });
  });

  it('is asked for by a postal code or by a city, by one of them and in words', async () => {
    const { postalCode, ...nowhere } = cdek;
    const bad = [
      nowhere,
      { ...cdek, city: 'Новосибирск' },
      { ...nowhere, city: '' },
      { ...nowhere, city: 'Ки\u0007ров' },
    ];
    for (const place of bad) {
      expect(await rest(place)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
      expect((await graphql(place)).errors[0].extensions.code).toBe('INVALID_INPUT');
    }
    expect((await graphql({ ...nowhere, postalCode })).errors).toBeUndefined();
  });

  it.each([
    ['a carrier that nobody knows', { carrier: 'pigeons' }, 422, 'UNKNOWN_CARRIER'],
    ['a country that is none', { country: 'XX' }, 422, 'UNKNOWN_COUNTRY'],
    ['nowhere in particular', { postalCode: '' }, 400, 'INVALID_INPUT'],
    ['a carrier that is no word', { carrier: '../x' }, 400, 'INVALID_INPUT'],
    ['a cursor of another list', { after: 'WzFd' }, 400, 'INVALID_CURSOR'],
  ])('is refused for %s', async (_what, part, status, code) => {
    const { after, ...place } = { after: undefined, ...cdek, ...part };
    const answer = await rest({ ...place, ...(after && { cursor: after }) });
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await graphql({ ...place, after })).errors[0].extensions.code).toBe(code);
  });

  it('says so while the carrier cannot be asked', async () => {
    await sandbox.arm('points', 'reset', 9);
    const silent = { ...cdek, postalCode: '101000' };
    expect(await rest(silent)).toMatchObject({ status: 503, body: { code: 'CARRIER_SILENT' } });
  });
});
