import { v7 as uuidv7 } from 'uuid';
import { aCustomer, OrdersShop, type Placed, support } from './orders-shop.ts';
import { textOfPdf } from './pdf-text.ts';

let world: OrdersShop;
let paid: Placed;

const address = { recipient: 'Анна Ёлкина', line1: 'Ring 1', city: 'Wien', postalCode: '1010', country: 'AT' };
const eur = (amount: string) => ({ amount, currency: 'EUR' }) as const;

beforeAll(async () => {
  world = await OrdersShop.start({ ORDERS_SELLER_NAME: 'Чай и Ко', ORDERS_SELLER_DETAILS: 'Hafen 2, Hamburg|DE123' });
  const as = aCustomer();
  const tax = { category: 'STANDARD', rateBasisPoints: 1_900, isIncluded: true, amount: eur('373') } as const;
  const reduced = { ...tax, category: 'REDUCED', rateBasisPoints: 750, amount: eur('34') } as const;
  const off = { promotionId: uuidv7(), code: 'TEA', name: { en: 'Tea', ru: 'Чай' }, amount: eur('260') };
  const line = { variantId: world.neighbours.variant(), quantity: 2, discounts: [off], tax, total: eur('2338') };
  const name = { en: 'Courier', ru: 'Курьер' };
  const method = { methodId: uuidv7(), code: 'courier', name, carrier: 'Post', estimate: { minDays: 1, maxDays: 2 } };
  const delivery = { address, ...method, price: eur('490'), discounts: [], tax: reduced, total: eur('490') };
  const { body } = await world.place(world.neighbours.aCart({ customerId: as.userId, lines: [line], delivery }), {
    as,
  });
  paid = { id: body.order.id, owner: { as }, body };
  await world.neighbours.tell(paid.id, 'payment.approved.v1');
  await world.untilHistory(paid, 'ORDER_CONFIRMED');
});
afterAll(() => world.stop());

const invoice = (placed: Placed, more: object = {}, query = '') =>
  world.request({ path: `/api/v1/orders/${placed.id}/invoice${query}`, ...placed.owner, ...more });

describe('an invoice', () => {
  it('says who, what, how much, and the tax of each rate', async () => {
    const { status, headers, bytes } = await invoice(paid);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store']);
    const { orderNumber } = paid.body.order;
    expect(headers['content-disposition']).toBe(`inline; filename="invoice-${orderNumber}.pdf"`);
    const text = textOfPdf(bytes);
    for (const part of [
      `Invoice ${orderNumber}`,
      'Чай и Ко',
      'DE123',
      'Анна Ёлкина',
      '1010 Wien',
      'Kettle',
      'KET-1',
      '12.99',
      '-2.60',
      '23.38',
      'Courier',
      '4.90',
      '28.28 EUR',
      'Tax 19 %, net 19.65',
      '3.73 EUR',
      'Tax 7.5 %, net 4.56',
      '0.34 EUR',
    ])
      expect(text).toContain(part);
  });

  it('is written in Russian when that is asked for', async () => {
    const text = textOfPdf((await invoice(paid, {}, '?locale=ru')).bytes);
    for (const part of ['Счёт', 'Чайник', 'Курьер', 'Итого', 'НДС 19 %, без налога 19.65', 'Продавец'])
      expect(text).toContain(part);
    expect((await invoice(paid, {}, '?locale=de')).status).toBe(400);
  });

  it('is the same, byte by byte, whenever it is asked for', async () => {
    const [first, second] = [await invoice(paid), await invoice(paid, { as: support })];
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect(first.bytes.length).toBeLessThan(60_000);
  });

  it('has as many pages as it takes', async () => {
    const as = aCustomer();
    const lines = Array.from({ length: 60 }, (_, index) => {
      return { variantId: world.neighbours.variant({ sku: `KET-${index + 1}` }), quantity: 1 };
    });
    const { body } = await world.place(world.neighbours.aCart({ customerId: as.userId, lines }), { as });
    const many = { id: body.order.id, owner: { as }, body };
    await world.neighbours.tell(many.id, 'payment.approved.v1');
    await world.untilHistory(many, 'ORDER_CONFIRMED');
    const { bytes } = await invoice(many);
    const text = textOfPdf(bytes);
    expect(bytes.toString('latin1').match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(1);
    expect(text).toContain('KET-60');
    expect(text).toContain('779.40 EUR');
  });

  it('is there once the order is paid, and the order says where', async () => {
    const placed = await world.order();
    expect((await invoice(placed)).body.code).toBe('INVOICE_NOT_AVAILABLE');
    expect(placed.body.order.invoiceUrl).toBeNull();
    expect((await world.read(paid)).invoiceUrl).toBe(`/api/v1/orders/${paid.id}/invoice`);
  });

  it('[BOLA-01] is for its owner and for staff; a guest opens it by the token', async () => {
    const guest = await world.guestOrder();
    await world.neighbours.tell(guest.id, 'payment.approved.v1');
    await world.untilHistory(guest, 'ORDER_CONFIRMED');
    expect((await invoice(guest)).status).toBe(200);
    for (const placed of [guest, paid]) {
      expect((await invoice(placed, { as: aCustomer(), headers: {} })).status).toBe(404);
      expect((await invoice(placed, { as: undefined, headers: { 'x-order-token': 'guess' } })).status).toBe(404);
    }
  });
});
