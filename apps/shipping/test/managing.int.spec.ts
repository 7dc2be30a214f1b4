import { randomUUID } from 'node:crypto';
import { aFlatRate, aMethod, aServedZone, freshCode, ShippingShop, STAFF } from './shipping-shop.ts';

const ZONES = '/api/v1/delivery-zones';
const METHODS = '/api/v1/delivery-methods';
const match = (version: number) => ({ 'if-match': `"${version}"` });

describe('looking after deliveries over REST', () => {
  let shop: ShippingShop;

  beforeAll(async () => {
    shop = await ShippingShop.start();
  });
  afterAll(() => shop.stop());

  const post = (path: string, body: object, headers = {}) => shop.send({ method: 'POST', path, body, headers });
  const patch = (path: string, body: object, version: number) =>
    shop.send({ method: 'PATCH', path, body, headers: match(version) });
  const remove = (path: string, version: number) => shop.send({ method: 'DELETE', path, headers: match(version) });
  const aZone = (...areas: object[]) => ({ code: freshCode(), name: 'A zone', areas });

  describe('a zone', () => {
    it('is made, read, changed and forgotten', async () => {
      const made = await post(ZONES, aZone({ country: 'NL' }, { country: 'BE', region: 'Antwerpen' }));
      expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' } });
      const path = `${ZONES}/${made.body.id}`;
      expect(made.headers.location).toBe(path);
      expect(made.body.areas).toEqual([
        { country: 'BE', region: 'ANTWERPEN', postalPrefix: null },
        { country: 'NL', region: null, postalPrefix: null },
      ]);
      const changed = await patch(path, { name: 'Benelux', areas: [{ country: 'LU' }] }, 1);
      expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { name: 'Benelux', version: 2 } });
      expect((await shop.send({ path })).body).toEqual(changed.body);
      expect(await remove(path, 2)).toMatchObject({ status: 204 });
      expect(await shop.send({ path })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    });

    it('keeps what a change does not name', async () => {
      const { id } = await shop.zone({ country: 'PT' });
      const { body } = await patch(`${ZONES}/${id}`, { name: 'Portugal' }, 1);
      expect(body).toMatchObject({ name: 'Portugal', areas: [{ country: 'PT' }] });
    });

    it('is changed and forgotten at the version that was read, or not at all', async () => {
      const { id } = await shop.zone({ country: 'ES' });
      const path = `${ZONES}/${id}`;
      expect(await patch(path, { name: 'Spain' }, 1)).toMatchObject({ status: 200 });
      const late = { status: 412, body: { code: 'PRECONDITION_FAILED' } };
      expect(await patch(path, { name: 'Late', areas: [{ country: 'AD' }] }, 1)).toMatchObject(late);
      expect(await remove(path, 1)).toMatchObject(late);
      expect((await shop.send({ path })).body).toMatchObject({ name: 'Spain', areas: [{ country: 'ES' }], version: 2 });
      const unread = await shop.send({ method: 'PATCH', path, body: { name: 'Blind' } });
      expect(unread).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    });

    it('of two changes at the same time takes one', async () => {
      const { id } = await shop.zone({ country: 'IE' });
      const changes = ['a', 'b', 'c'].map((name) => patch(`${ZONES}/${id}`, { name }, 1));
      const statuses = (await Promise.all(changes)).map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
    });

    it.each([
      ['of a country that is none', { areas: [{ country: 'XX' }] }, 422, 'UNKNOWN_COUNTRY'],
      ['of an area twice', { areas: [{ country: 'FI' }, { country: 'FI' }] }, 422, 'AREA_REPEATED'],
      [
        'of a region and a postal code',
        { areas: [{ country: 'FI', region: 'A', postalPrefix: '1' }] },
        400,
        'INVALID_INPUT',
      ],
      ['of nothing', { areas: [] }, 400, 'INVALID_INPUT'],
      ['with a name of spaces', { name: '  ' }, 400, 'INVALID_INPUT'],
      ['with a key that nobody knows', { colour: 'red' }, 400, 'INVALID_INPUT'],
    ])('is refused %s', async (_, part, status, code) => {
      const refused = await post(ZONES, { ...aZone({ country: 'FI' }), ...part });
      expect(refused).toMatchObject({ status, body: { code } });
    });

    it('has a code and areas of its own', async () => {
      const other = await shop.zone({ country: 'IS' });
      const taken = await post(ZONES, { ...aZone({ country: 'NO' }), code: other.code });
      expect(taken).toMatchObject({ status: 409, body: { code: 'ZONE_CODE_TAKEN' } });
      const overlapping = await post(ZONES, aZone({ country: 'NO' }, { country: 'IS' }));
      expect(overlapping).toMatchObject({ status: 409, body: { code: 'AREA_TAKEN' } });
      expect(await post(ZONES, aZone({ country: 'NO' }, { country: 'IS', postalPrefix: '1' }))).toMatchObject({
        status: 201,
      });
    });

    it('stays as long as a method serves it', async () => {
      const zone = await shop.zone({ country: 'GR' });
      const method = await shop.method(zone.id);
      expect(await remove(`${ZONES}/${zone.id}`, 1)).toMatchObject({ status: 409, body: { code: 'ZONE_IN_USE' } });
      await remove(`${METHODS}/${method.id}`, 1);
      expect(await remove(`${ZONES}/${zone.id}`, 1)).toMatchObject({ status: 204 });
    });
  });

  describe('a method', () => {
    it('is made with what was left out, read, changed and forgotten', async () => {
      const zone = await shop.zone({ country: 'SE' });
      const rates = [
        { currency: 'JPY', basis: 'BY_TOTAL', steps: [{ upTo: '5000', price: '900' }, { price: '0' }] },
        { ...aFlatRate(), freeFrom: '5000' },
      ];
      const made = await post(METHODS, { ...aMethod(), zones: [{ ...aServedZone(zone.id), rates }] });
      expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' } });
      expect(made.body).toMatchObject({
        carrier: 'table',
        isEnabled: true,
        isTaxIncluded: true,
        taxCategory: 'STANDARD',
      });
      const open = { upTo: null };
      expect(made.body.zones[0].rates).toEqual([
        { currency: 'EUR', basis: 'FLAT', steps: [{ ...open, price: '490' }], freeFrom: '5000' },
        {
          currency: 'JPY',
          basis: 'BY_TOTAL',
          steps: [
            { upTo: '5000', price: '900' },
            { ...open, price: '0' },
          ],
          freeFrom: null,
        },
      ]);
      const path = `${METHODS}/${made.body.id}`;
      const { zones } = made.body;
      expect(await patch(path, { zones }, 1)).toMatchObject({ status: 200, body: { ...made.body, version: 2 } });
      const changed = await patch(path, { isEnabled: false, zones: [] }, 2);
      expect(changed).toMatchObject({ status: 200, headers: { etag: '"3"' }, body: { isEnabled: false, zones: [] } });
      expect((await shop.send({ path })).body).toEqual(changed.body);
      expect(await patch(path, { isEnabled: true }, 1)).toMatchObject({ status: 412 });
      expect(await remove(path, 1)).toMatchObject({ status: 412 });
      expect(await remove(path, 3)).toMatchObject({ status: 204 });
      expect(await remove(path, 3)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    });

    it('is quoted as it was changed a moment ago', async () => {
      const { id: zoneId } = await shop.zone({ country: 'DK' });
      const method = await shop.method(zoneId);
      const quoted = async () => {
        const { body } = await shop.quote({ destination: { country: 'DK', city: 'Aarhus' } });
        return body.quotes.map(({ price }: { price: { amount: string } }) => price.amount);
      };
      expect(await quoted()).toEqual(['490']);
      await patch(`${METHODS}/${method.id}`, { zones: [{ ...aServedZone(zoneId), rates: [aFlatRate('990')] }] }, 1);
      expect(await quoted()).toEqual(['990']);
      await patch(`${METHODS}/${method.id}`, { isEnabled: false }, 2);
      expect(await quoted()).toEqual([]);
    });

    const overlapping = {
      currency: 'EUR',
      basis: 'BY_WEIGHT',
      steps: [
        { upTo: '9', price: '1' },
        { upTo: '9', price: '2' },
      ],
    };
    const falling = { currency: 'EUR', basis: 'BY_WEIGHT', steps: [{ upTo: '9', price: '2' }, { price: '1' }] };
    it.each([
      ['without a rate', { rates: [] }, 422, 'RATE_MISSING'],
      ['with steps that overlap', { rates: [overlapping] }, 422, 'RATE_STEPS_OVERLAP'],
      ['that asks less for more weight', { rates: [falling] }, 422, 'RATE_FALLS_WITH_WEIGHT'],
      [
        'with a flat rate that ends',
        { rates: [{ ...aFlatRate(), steps: [{ upTo: '9', price: '1' }] }] },
        422,
        'RATE_IS_NOT_FLAT',
      ],
      ['with two rates in a currency', { rates: [aFlatRate('1'), aFlatRate('2')] }, 400, 'INVALID_INPUT'],
      ['in a currency that is none', { rates: [aFlatRate('1', 'EUX')] }, 400, 'INVALID_INPUT'],
      ['for less than nothing', { rates: [aFlatRate('-1')] }, 400, 'INVALID_INPUT'],
      ['for more than money can be', { rates: [aFlatRate('1000000000000001')] }, 400, 'INVALID_INPUT'],
      ['with fractions of a cent', { rates: [aFlatRate('4.9')] }, 400, 'INVALID_INPUT'],
      ['with days that end before they begin', { estimate: { minDays: 3, maxDays: 1 } }, 400, 'INVALID_INPUT'],
      ['to a zone that is not there', { zoneId: randomUUID() }, 422, 'UNKNOWN_ZONE'],
    ])('is refused %s', async (_, part, status, code) => {
      const zone = await shop.zone({ country: 'PL', postalPrefix: `${Math.trunc(Math.random() * 1e9)}` });
      const refused = await post(METHODS, { ...aMethod(), zones: [{ ...aServedZone(zone.id), ...part }] });
      expect(refused).toMatchObject({ status, body: { code } });
    });

    it('is brought by a carrier that the shop works with', async () => {
      const refused = await post(METHODS, { ...aMethod(), carrier: 'pigeons', zones: [] });
      expect(refused).toMatchObject({ status: 422, body: { code: 'UNKNOWN_CARRIER', known: ['table'] } });
    });

    it('has a code of its own', async () => {
      const made = await post(METHODS, { ...aMethod(), zones: [] });
      const taken = await post(METHODS, { ...aMethod(), code: made.body.code, zones: [] });
      expect(taken).toMatchObject({ status: 409, body: { code: 'METHOD_CODE_TAKEN' } });
    });

    it('costs as many statements with a hundred steps as with one', async () => {
      const { id: zoneId } = await shop.zone({ country: 'HU' });
      const steps = Array.from({ length: 100 }, (_, index) => ({ upTo: `${index + 1}`, price: `${index}` }));
      const small = { ...aMethod(), zones: [aServedZone(zoneId)] };
      const large = {
        ...aMethod(),
        zones: [
          {
            ...aServedZone(zoneId),
            rates: ['EUR', 'USD', 'RUB'].map((currency) => ({ currency, basis: 'BY_WEIGHT', steps })),
          },
        ],
      };
      const [one, hundred] = [await post(METHODS, small), await post(METHODS, large)];
      expect(hundred).toMatchObject({ status: 201, statements: one.statements });
      const list = await shop.send({ path: `${METHODS}?limit=100` });
      expect(list).toMatchObject({ status: 200, statements: 1 });
    });
  });

  it('makes a thing once for the same key', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = { ...aMethod(), zones: [] };
    const first = await post(METHODS, body, headers);
    const again = await post(METHODS, body, headers);
    expect(again).toMatchObject({
      status: 201,
      headers: { 'idempotency-replayed': 'true' },
      body: { id: first.body.id },
    });
    const other = await post(METHODS, { ...body, isEnabled: false }, headers);
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it('lists page by page in the order of codes', async () => {
    for (const country of ['AD', 'MC', 'SM']) await shop.zone({ country });
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const cursor: string = next ? `&cursor=${next}` : '';
      const { body, statements } = await shop.send({ path: `${ZONES}?limit=2${cursor}` });
      expect(statements).toBe(1);
      seen.push(...body.items.map(({ code }: { code: string }) => code));
      next = body.nextCursor;
    } while (next);
    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(seen.length).toBeGreaterThan(4);
    expect(await shop.send({ path: `${ZONES}?limit=101` })).toMatchObject({ status: 400 });
    expect(await shop.send({ path: `${METHODS}?cursor=eA` })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_CURSOR' },
    });
  });

  it('takes the scope that fits', async () => {
    const reader = { ...STAFF, scopes: ['shipping:read:any'] };
    expect(await shop.send({ path: METHODS, as: reader })).toMatchObject({ status: 200 });
    const body = aZone({ country: 'MT' });
    expect(await shop.send({ method: 'POST', path: ZONES, body, as: reader })).toMatchObject({ status: 403 });
    expect(await shop.send({ path: ZONES, as: { ...STAFF, scopes: ['catalog:write:any'] } })).toMatchObject({
      status: 403,
    });
    expect(await shop.send({ path: ZONES, as: undefined })).toMatchObject({ status: 401 });
  });
});
