/** A step of a parcel's way, by CDEK's code of it. */
export interface OrderStatus {
  readonly code: string;
  readonly name: string;
  readonly at: number;
  readonly city: string;
}

/** An order as CDEK has it: what the shop calls a parcel. */
export interface CdekOrder {
  readonly uuid: string;
  /** The shop's number of it. */
  readonly number: string;
  readonly cdekNumber: string;
  readonly tariffCode: number;
  readonly recipient: string;
  readonly city: string;
  /** Where it waits to be picked up; undefined for one that is brought to a door. */
  readonly deliveryPoint?: string;
  readonly weightGrams: number;
  readonly createdAt: number;
  /** Why CDEK has not taken it into its books after all. */
  readonly invalid?: { readonly code: string; readonly message: string };
  /** Forms with its barcode, each under an id of its own. */
  readonly forms: readonly { readonly uuid: string; readonly createdAt: number }[];
  /** What has happened since it was taken into the books. */
  readonly statuses: readonly OrderStatus[];
}

const NAMES: Readonly<Record<string, string>> = {
  ACCEPTED: 'Принят',
  CREATED: 'Создан',
  INVALID: 'Некорректный заказ',
  REMOVED: 'Удален',
  RECEIVED_AT_SHIPMENT_WAREHOUSE: 'Принят на склад отправителя',
  TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY: 'Сдан перевозчику в г. отправителе',
  ACCEPTED_IN_RECIPIENT_CITY: 'Встречен в г. получателе',
  ACCEPTED_AT_PICK_UP_POINT: 'Принят на склад до востребования',
  TAKEN_BY_COURIER: 'Выдан на доставку',
  DELIVERED: 'Вручен',
  NOT_DELIVERED: 'Не вручен',
};

/** Every status that a parcel can be moved to by hand. */
export const MOVES = [
  'RECEIVED_AT_SHIPMENT_WAREHOUSE',
  'TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY',
  'ACCEPTED_IN_RECIPIENT_CITY',
  'ACCEPTED_AT_PICK_UP_POINT',
  'TAKEN_BY_COURIER',
  'DELIVERED',
  'NOT_DELIVERED',
] as const;
export type Move = (typeof MOVES)[number];

const TO_A_DOOR: readonly Move[] = MOVES.filter(
  (move) => move !== 'ACCEPTED_AT_PICK_UP_POINT' && move !== 'NOT_DELIVERED',
);
const TO_A_POINT: readonly Move[] = MOVES.filter((move) => move !== 'TAKEN_BY_COURIER' && move !== 'NOT_DELIVERED');

/** The step that follows; undefined at the end of the way. */
export function nextMove({ deliveryPoint, statuses }: CdekOrder): Move | undefined {
  const way = deliveryPoint === undefined ? TO_A_DOOR : TO_A_POINT;
  const last = statuses.at(-1)?.code;
  if (last === undefined) return way[0];
  const index = way.indexOf(last as Move);
  return index < 0 ? undefined : way[index + 1];
}

export function moved(order: CdekOrder, code: string, at: number): CdekOrder {
  const status = { code, name: nameOf(code), at, city: order.city };
  return { ...order, statuses: [...order.statuses, status] };
}

export function nameOf(code: string): string {
  return NAMES[code] ?? code;
}

export function isRemoved({ statuses }: CdekOrder): boolean {
  return statuses.at(-1)?.code === 'REMOVED';
}

/** `2020-02-10T11:10:34+0000`: CDEK writes the offset without a colon. */
export function cdekTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`;
}
