import { money } from '@tovar/contracts';
import { loadConfiguration } from '@tovar/platform';
import { cdekCarrier } from '../src/adapters/cdek/index.ts';
import type { CdekCarrier } from '../src/adapters/cdek/cdek.carrier.ts';
import { CarriersConfig } from '../src/carriers.config.ts';
import type { PackedParcel, ReachingMethod } from '../src/domain/carrier.ts';
import { CarrierSilent, NotificationRejected } from '../src/domain/parcel.errors.ts';
import { describeCarrier } from './carrier.contract.ts';
import { CarrierSandboxClient, WEBHOOK_SECRET } from './carrier-sandbox.ts';

const method: ReachingMethod = {
  id: '0190a5d8-0000-7000-8000-000000000001',
  code: 'cdek-courier',
  name: { en: 'CDEK', ru: 'СДЭК' },
  carrier: 'cdek',
  isTaxIncluded: true,
  taxCategory: 'STANDARD',
  estimate: { minDays: 1, maxDays: 3 },
};
const toPoint = { ...method, code: 'cdek-pickup' };
const destination = { country: 'RU', city: 'Новосибирск', postalCode: '630099' };
const parcel = { weightGrams: 1_000, subtotal: money(499_000n, 'RUB'), destination };

const carrierOf = (sandbox: CarrierSandboxClient): CdekCarrier =>
  cdekCarrier(loadConfiguration(CarriersConfig, sandbox.environment));

describeCarrier('cdek, by the carrier sandbox', async () => {
  const sandbox = await CarrierSandboxClient.start();
  return { carrier: carrierOf(sandbox), method, parcel, close: () => sandbox.close() };
});

describe('the carrier cdek', () => {
  let sandbox: CarrierSandboxClient;
  let carrier: CdekCarrier;
  let parcels = 0;

  beforeAll(async () => {
    sandbox = await CarrierSandboxClient.start(0);
  });
  beforeEach(() => {
    carrier = carrierOf(sandbox);
  });
  afterEach(() => sandbox.disarm());
  afterAll(() => sandbox.close());

  const packed = (wish: Partial<PackedParcel> = {}): PackedParcel => ({
    number: `T-1-${(parcels += 1)}`,
    methodCode: 'cdek-courier',
    weightGrams: 1_000,
    to: { recipient: 'Анна', line1: 'Красный проспект, 1', phone: '+73830000000', ...destination },
    email: null,
    items: [{ sku: 'KET-1', name: 'Чайник', quantity: 3, value: money(99_990n, 'RUB') }],
    ...wish,
  });
  const prices = async (grams: number): Promise<bigint[]> =>
    (await carrier.quote({ ...parcel, weightGrams: grams }, [method, toPoint])).map(({ price }) => price.amount);

  it('takes what CDEK takes, in kopecks', async () => {
    expect(await prices(1_000)).toEqual([50_000n, 35_050n]);
    expect(await prices(1_001)).toEqual([56_000n, 39_550n]);
  });

  it('takes nothing from the amount on that the shop has named', async () => {
    const rate = { currency: 'RUB', basis: 'FLAT', steps: [{ upTo: null, price: 1n }], freeFrom: 499_000n } as const;
    const [offer] = await carrier.quote(parcel, [{ ...method, rate }]);
    expect(offer?.price.amount).toBe(0n);
  });

  it.each([
    ['in euros', { ...parcel, subtotal: money(1n, 'EUR') }, [method]],
    ['to where CDEK does not go', { ...parcel, destination: { country: 'JP' } }, [method]],
    ['by a method that has no tariff', parcel, [{ ...method, code: 'courier' }]],
  ])('offers nothing %s', async (_what, asked, methods) => {
    expect(await carrier.quote(asked, methods)).toEqual([]);
  });

  it('is asked once for the same price, and left alone for a while after a silence', async () => {
    await prices(2_000);
    await sandbox.arm('calculate', '500-before-commit', 10);
    expect(await prices(2_000)).toHaveLength(2);
    await expect(prices(3_000)).rejects.toThrow(CarrierSilent);
    await sandbox.disarm();
    await expect(prices(3_000)).rejects.toThrow(CarrierSilent);
    expect(await carrierOf(sandbox).quote(parcel, [method])).toHaveLength(1);
  });

  it.each(['timeout-after-commit', '500-after-commit', 'reset'])(
    'books a parcel once when the answer is lost by %s',
    async (kind) => {
      const wanted = packed();
      await sandbox.arm('create', kind);
      await expect(carrier.book(wanted)).rejects.toThrow(CarrierSilent);
      expect(await carrier.book(wanted)).toMatchObject({ booking: 'BOOKED' });
      expect(await sandbox.parcels(wanted.number)).toHaveLength(1);
    },
  );

  it.each(['timeout-before-commit', '500-before-commit', '429'])('never says no because of %s', async (kind) => {
    const wanted = packed();
    await sandbox.arm('create', kind);
    await expect(carrier.book(wanted)).rejects.toThrow(CarrierSilent);
    expect(await sandbox.parcels(wanted.number)).toEqual([]);
    expect(await carrier.book(wanted)).toMatchObject({ booking: 'ACCEPTED' });
  });

  it('books a parcel once when two do it at the same time', async () => {
    const wanted = packed();
    const views = await Promise.allSettled([carrier.book(wanted), carrier.book(wanted), carrier.book(wanted)]);
    expect(views.every((view) => view.status === 'fulfilled' && view.value.booking !== 'REFUSED')).toBe(true);
    expect(await sandbox.parcels(wanted.number)).toHaveLength(1);
  });

  it('asks for a token again when the one it has is not accepted', async () => {
    await carrier.book(packed());
    await sandbox.arm('get', 'expired-token');
    expect(await carrier.book(packed())).toMatchObject({ booking: 'ACCEPTED' });
  });

  it('is refused for what CDEK finds out when it looks at it, and may be asked again', async () => {
    const wanted = packed();
    await sandbox.arm('create', 'invalid');
    const { carrierRef } = await carrier.book(wanted);
    expect(await carrier.look(carrierRef ?? '')).toMatchObject({
      booking: 'REFUSED',
      reason: 'The receiver location is not recognized',
    });
    expect(await carrier.book(wanted)).toMatchObject({ booking: 'ACCEPTED' });
  });

  it.each([
    ['no phone', packed({ to: { ...packed().to, phone: null } }), 'phone'],
    ['goods in euros', packed({ items: [{ sku: 'A', name: 'A', quantity: 1, value: money(1n, 'EUR') }] }), 'roubles'],
    ['a method without a tariff', packed({ methodCode: 'post' }), 'CDEK_TARIFFS'],
    ['nothing in it', packed({ items: [] }), 'v2 bad request'],
  ])('refuses a parcel with %s', async (_what, wanted, reason) => {
    expect(await carrier.book(wanted)).toMatchObject({
      booking: 'REFUSED',
      carrierRef: null,
      reason: expect.stringContaining(reason),
    });
  });

  it('brings to the point that the address names, or else to one near it', async () => {
    const named = packed({ methodCode: 'cdek-pickup', to: { ...packed().to, pickupPoint: 'SPB9' } });
    const near = packed({ methodCode: 'cdek-pickup' });
    const nowhere = packed({ methodCode: 'cdek-pickup', to: { ...packed().to, postalCode: '999999' } });
    await carrier.book(named);
    await carrier.book(near);
    expect(await sandbox.parcels(named.number)).toMatchObject([{ deliveryPoint: 'SPB9', weightGrams: 1_000 }]);
    expect(await sandbox.parcels(near.number)).toMatchObject([{ deliveryPoint: 'NSK67' }]);
    expect(await carrier.book(nowhere)).toMatchObject({ booking: 'REFUSED' });
  });

  it('knows the points in a city, of all cities that have exactly this name, and asks for them once', async () => {
    const codesIn = async (city: string): Promise<string[]> =>
      (await carrier.pickupPoints({ country: 'RU', city })).map(({ code }) => code);
    expect(await codesIn('санкт-петербург')).toEqual(['SPB9']);
    expect(
      (await carrier.pickupPoints({ country: 'RU', city: 'Киров' })).map(({ code, region }) => [code, region]),
    ).toEqual([
      ['KRV1', 'Кировская область'],
      ['KRV7', 'Калужская область'],
    ]);
    expect(await codesIn('Китеж')).toEqual([]);
    await sandbox.arm('points', 'reset', 9);
    expect(await codesIn('КИРОВ')).toEqual(['KRV1', 'KRV7']);
  });

  it('knows the points near a postal code, asks for them once, and none that it refuses to look for', async () => {
    const place = { country: 'RU', postalCode: '630099' };
    const known = await carrier.pickupPoints(place);
    expect(known).toHaveLength(3);
    expect(known).toContainEqual({
      code: 'NSK67',
      name: 'NSK67, Новосибирск',
      region: 'Новосибирская область',
      city: 'Новосибирск',
      address: 'Красный проспект, 29',
      postalCode: '630099',
      openingHours: 'Пн-Вс 10:00-20:00',
      latitude: 55.03,
      longitude: 82.92,
    });
    await sandbox.arm('points', 'reset', 9);
    expect(await carrier.pickupPoints(place)).toEqual(known);
    await expect(carrier.pickupPoints({ country: 'RU', postalCode: '101000' })).rejects.toThrow(CarrierSilent);
  });

  it.each([
    ['Кировград', null, 'KRG2'],
    ['киров', 'Калужская область', 'KRV7'],
    ['Киров', 'кировская область', 'KRV1'],
  ])('brings to a point in %s (%s) where the address has no postal code', async (city, region, deliveryPoint) => {
    const wanted = packed({ methodCode: 'cdek-pickup', to: { ...packed().to, postalCode: null, city, region } });
    await carrier.book(wanted);
    expect(await sandbox.parcels(wanted.number)).toMatchObject([{ deliveryPoint }]);
  });

  it.each([
    ['that CDEK does not know', 'Китеж', null],
    ['of which there are two', 'Киров', null],
    ['of which there are two, in neither of the regions', 'Киров', 'Крым'],
  ])('brings to no point in a city %s', async (_what, city, region) => {
    const wanted = packed({ methodCode: 'cdek-pickup', to: { ...packed().to, postalCode: null, city, region } });
    expect(await carrier.book(wanted)).toMatchObject({ booking: 'REFUSED' });
  });

  it('tells of the way of a parcel, the same news under the same reference', async () => {
    const wanted = packed();
    const { carrierRef } = await carrier.book(wanted);
    await sandbox.move(wanted.number);
    await sandbox.move(wanted.number, 'TAKEN_BY_COURIER');
    await sandbox.move(wanted.number, 'NOT_DELIVERED');
    const { news } = await carrier.look(carrierRef ?? '');
    expect(news.map(({ kind, isFinal }) => [kind, isFinal]).toReversed()).toEqual([
      ['IN_TRANSIT', false],
      ['OUT_FOR_DELIVERY', false],
      ['EXCEPTION', true],
    ]);
    expect((await carrier.look(carrierRef ?? '')).news).toEqual(news);
  });

  it('cannot call back what is on its way', async () => {
    const wanted = packed();
    const { carrierRef } = await carrier.book(wanted);
    await sandbox.move(wanted.number);
    await expect(carrier.callBack(carrierRef ?? '')).rejects.toThrow(CarrierSilent);
  });

  it('has a label once it is made', async () => {
    const { carrierRef } = await carrier.book(packed());
    expect(await carrier.label(carrierRef ?? '')).toBeUndefined();
    const label = await carrier.label(carrierRef ?? '');
    expect(Buffer.from(label ?? []).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  const uuid = '72753031-826d-4ef7-b127-1074f405b269';
  const told = { type: 'ORDER_STATUS', uuid, date_time: '2126-11-21T12:00:00+0700', attributes: { code: 'DELIVERED' } };

  it('knows a notification by its secret, and the same one again', () => {
    const hint = carrier.hint({ secret: WEBHOOK_SECRET, body: told });
    expect(hint).toMatchObject({ carrierRef: uuid });
    expect(carrier.hint({ secret: WEBHOOK_SECRET, body: { ...told, more: 1 } })).toEqual(hint);
    expect(carrier.hint({ secret: WEBHOOK_SECRET, body: { ...told, type: 'PRINT_FORM' } }).carrierRef).toBeNull();
  });

  it.each([
    ['another secret', { secret: `${WEBHOOK_SECRET}x`, body: told }],
    ['no secret', { secret: '', body: told }],
    ['no id', { secret: WEBHOOK_SECRET, body: { ...told, uuid: '../orders' } }],
    ['no body', { secret: WEBHOOK_SECRET, body: {} }],
  ])('takes no notification with %s', (_what, notification) => {
    expect(() => carrier.hint(notification)).toThrow(NotificationRejected);
  });
});
