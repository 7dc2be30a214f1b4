import { ShippingShop } from './shipping-shop.ts';

const ESTIMATE = `query ($of: [_Any!]!, $country: String!, $postalCode: String) {
  _entities(representations: $of) {
    ... on Product { deliveryEstimate(country: $country, postalCode: $postalCode) { minDays maxDays } }
  }
}`;
const PRODUCTS = ['0190a5d8-0000-7000-8000-000000000001', '0190a5d8-0000-7000-8000-000000000002'];

describe('how long a delivery takes', () => {
  let shop: ShippingShop;
  const guest = { as: undefined };

  beforeAll(async () => {
    shop = await ShippingShop.start();
    const whole = await shop.zone({ country: 'DE' });
    const capital = await shop.zone({ country: 'DE', postalPrefix: '10' });
    await shop.method(whole.id, { zones: [{ estimate: { minDays: 2, maxDays: 5 } }] });
    await shop.method(whole.id, { zones: [{ estimate: { minDays: 3, maxDays: 4 } }] });
    await shop.method(whole.id, { isEnabled: false, zones: [{ estimate: { minDays: 0, maxDays: 0 } }] });
    await shop.method(capital.id, { zones: [{ estimate: { minDays: 0, maxDays: 1 } }] });
  });
  afterAll(() => shop.stop());

  const ask = (place: object) => {
    const of = PRODUCTS.map((id) => ({ __typename: 'Product', id }));
    return shop.graphql(ESTIMATE, { of, ...place }, guest);
  };

  it.each([
    ['the quickest method that is offered', { country: 'DE', postalCode: '80331' }, { minDays: 3, maxDays: 4 }],
    ['that of the most specific zone', { country: 'DE', postalCode: '10115' }, { minDays: 0, maxDays: 1 }],
    ['the whole country where no more is known', { country: 'DE' }, { minDays: 3, maxDays: 4 }],
    ['none where nothing is delivered', { country: 'AQ' }, null],
  ])('is %s, in one statement for all products, the same by both APIs', async (_, place, estimate) => {
    const { body, statements } = await ask(place);
    expect(body.data._entities).toEqual(PRODUCTS.map(() => ({ deliveryEstimate: estimate })));
    expect(statements).toBe(1);
    const answer = await shop.send({ path: `/api/v1/delivery-estimates?${new URLSearchParams(place)}`, ...guest });
    expect(answer).toMatchObject({ status: 200, body: { estimate }, statements: 1 });
  });

  it.each([
    ['a country that is none', { country: 'XX' }, 422, 'UNKNOWN_COUNTRY'],
    ['no country', { country: '' }, 400, 'INVALID_INPUT'],
    ['a postal code without end', { country: 'DE', postalCode: '1'.repeat(200) }, 400, 'INVALID_INPUT'],
  ])('is refused for %s', async (_, place, status, code) => {
    const answer = await shop.send({ path: `/api/v1/delivery-estimates?${new URLSearchParams(place)}`, ...guest });
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await ask(place)).body.errors[0].extensions.code).toBe(code);
  });
});
