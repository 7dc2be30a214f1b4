import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PrismaDatabase, SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { Prisma, type PrismaClient } from '../src/generated/prisma/client.ts';
import { ShippingShop } from './shipping-shop.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');

interface Column {
  readonly table: string;
  readonly name: string;
  readonly isNullable: boolean;
}

describe("Prisma's schema", () => {
  let shop: ShippingShop;
  let database: PrismaDatabase<PrismaClient>;

  beforeAll(async () => {
    shop = await ShippingShop.start();
    database = shop.shop.running.app('shipping').get(SqlDatabase);
  });
  afterAll(() => shop.stop());

  const sorted = (columns: readonly Column[]): Column[] =>
    columns.toSorted((a, b) => `${a.table}.${a.name}`.localeCompare(`${b.table}.${b.name}`));

  it('has the tables and columns that the migrations make, null where they may be', async () => {
    const schema = await readFile(join(import.meta.dirname, '../prisma/schema.prisma'), 'utf8');
    const stored = await database.query<Column>(
      `SELECT table_name AS table, column_name AS name, is_nullable = 'YES' AS "isNullable" FROM information_schema.columns
        WHERE table_schema = 'shipping' AND table_name = ANY($1)`,
      [await ownTables()],
    );
    expect(sorted(columnsOfModels(schema))).toEqual(sorted(stored));
  });

  it('writes and reads every model, in the order in which they refer to each other', async () => {
    const [zoneId, methodId] = [uuidv7(), uuidv7()];
    const rate = { methodId, zoneId, currency: 'EUR' };
    const rows = {
      zone: { id: zoneId, code: 'prisma', name: 'Zone', version: 1 },
      zoneArea: { zoneId, country: 'DE', region: '', postalPrefix: '10' },
      method: {
        id: methodId,
        code: 'prisma',
        nameEn: 'Courier',
        nameRu: 'Курьер',
        carrier: 'table',
        isEnabled: true,
        isTaxIncluded: true,
        taxCategory: 'STANDARD',
        version: 1,
      },
      methodZone: { methodId, zoneId, minDays: 1, maxDays: 3 },
      rate: { ...rate, basis: 'BY_WEIGHT', freeFrom: 9_007_199_254_740_993n },
      rateStep: { ...rate, position: 0, upTo: null, price: 1_000_000_000_000_000n },
    };
    const [orderId, shipmentId, returnId, variantId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const then = new Date('2126-11-21T12:00:00Z');
    const parcels = {
      fulfillment: {
        orderId,
        orderNumber: 'T-1',
        customerId: null,
        guestTokenHash: 'hash',
        guestTokenExpiresAt: then,
        currency: 'EUR',
        methodId,
        methodCode: 'courier',
        methodNameEn: 'Courier',
        methodNameRu: 'Курьер',
        carrier: 'table',
        minDays: 1,
        maxDays: 3,
        isGivenUp: false,
        revision: 1,
        openedAt: then,
      },
      fulfillmentLine: {
        orderId,
        variantId,
        position: 1,
        productId: variantId,
        sku: 'KET-1',
        nameEn: 'Kettle',
        nameRu: 'Чайник',
        quantity: 2,
        totalMinor: 1_000_000_000_000_000n,
        packed: 2,
        shipped: 1,
        returned: 1,
      },
      shipment: {
        id: shipmentId,
        orderId,
        position: 1,
        status: 'PENDING',
        carrier: 'table',
        booking: 'NONE',
        carrierRef: null,
        trackingNumber: null,
        trackingToken: 'token',
        weightGrams: null,
        problem: null,
        openedAt: then,
        shippedAt: null,
        deliveredAt: null,
        version: 1,
      },
      shipmentLine: { shipmentId, variantId, quantity: 2 },
      returnRequest: {
        id: returnId,
        orderId,
        position: 1,
        status: 'REQUESTED',
        reason: 'Too small.',
        note: null,
        refundMinor: 9_007_199_254_740_993n,
        refundId: null,
        problem: null,
        requestedAt: then,
        version: 1,
      },
      returnLine: { returnId, variantId, quantity: 2, restocked: 1, damaged: 1 },
    };
    const ledgers = {
      trackingEvent: {
        shipmentId,
        kind: 'IN_TRANSIT',
        isFinal: false,
        at: then,
        notedAt: then,
        place: null,
        note: null,
        reference: 'one',
      },
      fulfillmentHistory: {
        orderId,
        shipmentId,
        returnId: null,
        event: 'ShipmentOpened',
        at: then,
        actorKind: 'shop',
        actorId: null,
        reason: null,
      },
      carrierNotification: { carrier: 'cdek', eventId: 'one', body: { type: 'ORDER_STATUS' }, receivedAt: then },
    };
    const { client } = database;
    const created = [
      await client.zone.create({ data: rows.zone }),
      await client.zoneArea.create({ data: rows.zoneArea }),
      await client.method.create({ data: rows.method }),
      await client.methodZone.create({ data: rows.methodZone }),
      await client.rate.create({ data: rows.rate }),
      await client.rateStep.create({ data: rows.rateStep }),
    ];
    expect(created).toEqual(Object.values(rows));
    expect([
      await client.fulfillment.create({ data: parcels.fulfillment }),
      await client.fulfillmentLine.create({ data: parcels.fulfillmentLine }),
      await client.shipment.create({ data: parcels.shipment }),
      await client.shipmentLine.create({ data: parcels.shipmentLine }),
      await client.returnRequest.create({ data: parcels.returnRequest }),
      await client.returnLine.create({ data: parcels.returnLine }),
    ]).toEqual(Object.values(parcels));
    expect([
      await client.trackingEvent.create({ data: ledgers.trackingEvent }),
      await client.fulfillmentHistory.create({ data: ledgers.fulfillmentHistory }),
      await client.carrierNotification.create({ data: ledgers.carrierNotification }),
    ]).toMatchObject(Object.values(ledgers));
    const models = { ...rows, ...parcels, ...ledgers };
    expect(Object.keys(models).map(capitalised).toSorted()).toEqual(Object.keys(Prisma.ModelName).toSorted());
    const read = await client.zone.findUnique({
      where: { id: zoneId },
      include: { areas: true, methods: { include: { method: true, rates: { include: { steps: true } } } } },
    });
    expect(read).toEqual({
      ...rows.zone,
      areas: [rows.zoneArea],
      methods: [{ ...rows.methodZone, method: rows.method, rates: [{ ...rows.rate, steps: [rows.rateStep] }] }],
    });
  });
});

/** What shipping's own migrations make: every service has tables of the platform's besides. */
async function ownTables(): Promise<string[]> {
  const files = await Promise.all((await readdir(MIGRATIONS)).map((file) => readFile(join(MIGRATIONS, file), 'utf8')));
  return files.flatMap((sql) => [...sql.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, table = '']) => table));
}

/** The schema as it is written: of each model its table, and its fields without those that are relations. */
function columnsOfModels(schema: string): Column[] {
  const models = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => ({
    name,
    body,
  }));
  const isModel = (type: string): boolean => models.some(({ name }) => name === type);
  return models.flatMap(({ body }) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const fields = [...body.matchAll(/^ {2}(?<field>\w+) +(?<type>\w+)(?<end>[?[]?)(?<rest>.*)$/gm)];
    return fields
      .filter(({ groups }) => !isModel(groups?.type ?? ''))
      .map(({ groups: { field = '', end, rest = '' } = {} }) => {
        const name = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
        return { table, name, isNullable: end === '?' };
      });
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
