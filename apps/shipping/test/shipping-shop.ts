import { type TestIdentity, type TestRequest, type TestResponse, TestShop, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { ShippingModule } from '../src/shipping.module.ts';
import { Neighbours } from './neighbours.ts';

/** Somebody who looks after deliveries. */
export const STAFF: TestIdentity = {
  userId: '0190a5d8-0000-7000-8000-00000000000a',
  scopes: ['shipping:read:any', 'shipping:write:any'],
};

export interface MadeThing {
  readonly id: string;
  readonly code: string;
  readonly version: number;
}

/** Shipping on a database of its own, and short words for what tests do with it. */
export class ShippingShop {
  private constructor(
    readonly shop: TestShop,
    readonly neighbours: Neighbours,
  ) {}

  /** `isOpen`: with an address of its own, as carriers need it; other services are then no services to it. */
  static async start(environment: Record<string, string> = {}, isOpen = false): Promise<ShippingShop> {
    const neighbours = new Neighbours();
    const { orders, catalog, payments } = neighbours;
    const fakes = { orders, catalog, payments };
    const listen = { shipping: { host: '127.0.0.1', port: 0 } };
    const options = { fakes, environment, ...(isOpen && { listen }) };
    const shop = await TestShop.start({ shipping: ShippingModule }, options);
    await neighbours.join(shop.running.process.eventLog);
    return new ShippingShop(shop, neighbours);
  }

  send(request: TestRequest): Promise<TestResponse> {
    return this.shop.request('shipping', { as: STAFF, ...request });
  }

  graphql(query: string, variables: object = {}, request: Partial<TestRequest> = {}): Promise<TestResponse> {
    return this.shop.graphql('shipping', query, variables, { as: STAFF, ...request });
  }

  /** A zone of these areas, under a code of its own. */
  async zone(...areas: readonly object[]): Promise<MadeThing> {
    const body = { code: freshCode(), name: 'A zone', areas };
    return made(await this.send({ method: 'POST', path: '/api/v1/delivery-zones', body }));
  }

  /** A method that brings everything to the zone for 4.90 EUR in one to three days, unless the test says otherwise. */
  async method(
    zoneId: string,
    { zones, ...method }: { zones?: readonly object[]; [field: string]: unknown } = {},
  ): Promise<MadeThing> {
    const body = {
      ...aMethod(),
      ...method,
      zones: (zones ?? [{}]).map((zone) => ({ ...aServedZone(zoneId), ...zone })),
    };
    return made(await this.send({ method: 'POST', path: '/api/v1/delivery-methods', body }));
  }

  /** What cart asks. */
  quote(question: object = {}): Promise<TestResponse> {
    const body = {
      currency: 'EUR',
      destination: { country: 'DE', region: null, city: 'Berlin', postalCode: '10115' },
      weightGrams: 1_500,
      subtotal: { amount: '4990', currency: 'EUR' },
      ...question,
    };
    return this.shop.request('shipping', { method: 'POST', path: '/internal/quotes', caller: 'cart', body });
  }

  /** Waits until the parcel looks like this to staff. */
  untilShipment(id: string, wanted: object): Promise<TestResponse['body']> {
    return waitFor(JSON.stringify(wanted), async () => {
      const { body } = await this.send({ path: `/api/v1/shipments/${id}` });
      expect(body).toMatchObject(wanted);
      return body;
    });
  }

  /** Waits until the return looks like this to staff. */
  untilReturn(id: string, wanted: object): Promise<TestResponse['body']> {
    return waitFor(JSON.stringify(wanted), async () => {
      const { body } = await this.send({ path: `/api/v1/returns/${id}` });
      expect(body).toMatchObject(wanted);
      return body;
    });
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }
}

export function freshCode(): string {
  return `code-${uuidv7()}`;
}

export function aMethod() {
  return { code: freshCode(), name: { en: 'Courier', ru: 'Курьер' } };
}

export function aServedZone(zoneId: string) {
  return { zoneId, estimate: { minDays: 1, maxDays: 3 }, rates: [aFlatRate()] };
}

export function aFlatRate(price = '490', currency = 'EUR') {
  return { currency, basis: 'FLAT', steps: [{ price }] };
}

function made({ status, body }: TestResponse): MadeThing {
  if (status !== 201) throw new Error(`Not made: ${status} ${JSON.stringify(body)}`);
  return body as MadeThing;
}
