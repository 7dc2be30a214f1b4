import { type CdekOrder, cdekTime, nameOf } from './order.ts';

/** An order as CDEK tells it: without a number of its own until it has been looked at. */
export function orderView(order: CdekOrder, settleMs: number): object {
  const { uuid, number, cdekNumber, tariffCode, createdAt, invalid, forms } = order;
  const isSettled = Date.now() >= createdAt + settleMs;
  const isBooked = isSettled && !invalid;
  const state = !isSettled ? 'ACCEPTED' : invalid ? 'INVALID' : 'SUCCESSFUL';
  return {
    entity: {
      uuid,
      type: 1,
      is_return: false,
      number,
      ...(isBooked && { cdek_number: cdekNumber }),
      tariff_code: tariffCode,
      ...(order.deliveryPoint !== undefined && { delivery_point: order.deliveryPoint }),
      statuses: statusesOf(order, isSettled),
    },
    requests: [
      {
        request_uuid: uuid,
        type: 'CREATE',
        date_time: cdekTime(createdAt),
        state,
        ...(isSettled && invalid && { errors: [invalid] }),
      },
    ],
    related_entities: forms.map((form) => ({
      type: 'barcode',
      uuid: form.uuid,
      create_time: cdekTime(form.createdAt),
    })),
  };
}

/** The latest first, as CDEK has them. */
function statusesOf({ createdAt, city, invalid, statuses }: CdekOrder, isSettled: boolean): object[] {
  const beginning = isSettled ? ['ACCEPTED', invalid ? 'INVALID' : 'CREATED'] : ['ACCEPTED'];
  const all = [...beginning.map((code) => ({ code, name: nameOf(code), at: createdAt, city })), ...statuses];
  return all.toReversed().map(({ at, ...status }) => ({ ...status, date_time: cdekTime(at) }));
}
