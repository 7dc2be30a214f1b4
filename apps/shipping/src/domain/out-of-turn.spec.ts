import { money } from '@tovar/contracts';
import { DomainError } from '@tovar/platform';
import type { Fulfillment } from './fulfillment.ts';
import { evolve, type FulfillmentEvent } from './fulfillment-events.ts';
import { cancelShipment, openShipment, packShipment, shipShipment, tellOfShipment } from './parcel-decisions.ts';
import {
  approveReturn,
  askRefundAgain,
  cancelReturn,
  closeReturn,
  receiveReturn,
  rejectReturn,
  requestReturn,
} from './return-decisions.ts';
import type { Return } from './return.ts';
import type { Shipment, TrackingEvent } from './shipment.ts';

const NOW = new Date('2126-11-21T12:00:00Z');
const KETTLE = { variantId: 'kettle', quantity: 1 };
const FRESH = { id: 'fresh', trackingToken: 'token', now: NOW };

const order: Fulfillment = {
  orderId: 'order',
  orderNumber: 'T-1',
  customerId: null,
  guestAccess: null,
  currency: 'EUR',
  method: {
    methodId: 'm',
    code: 'm',
    name: { en: '', ru: '' },
    carrier: 'table',
    estimate: { minDays: 1, maxDays: 2 },
  },
  isGivenUp: false,
  revision: 1,
  openedAt: NOW,
  lines: [{ ...KETTLE, productId: 'p', sku: 'K', name: { en: '', ru: '' }, total: money(1_000n, 'EUR') }],
  shipments: [],
  returns: [],
};
const opened = openShipment(order, { ...FRESH, id: 'parcel' }).reduce(evolve, order);

const withParcel = (parcel: Partial<Shipment>): Fulfillment => ({
  ...opened,
  shipments: opened.shipments.map((each) => ({ ...each, ...parcel })),
});
const sent = withParcel({ status: 'DELIVERED' });
const asked = requestReturn(sent, { id: 'return', lines: [KETTLE], reason: '', now: NOW }).reduce(evolve, sent);
const withReturn = (request: Partial<Return>): Fulfillment => ({
  ...asked,
  returns: asked.returns.map((each) => ({ ...each, ...request })),
});

const delivered: TrackingEvent = {
  kind: 'DELIVERED',
  isFinal: false,
  at: NOW,
  place: null,
  note: null,
  reference: 'r',
};
const about = { shipmentId: 'parcel' };

/** Everything that a clerk or a buyer can send about a parcel. */
const ABOUT_PARCELS = {
  pack: (of) => packShipment(of, { ...about, rest: FRESH, weightGrams: 1 }),
  ship: (of) => shipShipment(of, { ...about, rest: FRESH, trackingNumber: null, at: NOW }),
  cancel: (of) => cancelShipment(of, { ...about, reason: '' }),
  'tell of it': (of) => tellOfShipment(of, 'parcel', delivered),
  'open another': (of) => openShipment(of, FRESH),
  'give it back': (of) => requestReturn(of, { id: 'return', lines: [KETTLE], reason: '', now: NOW }),
} satisfies Record<string, (of: Fulfillment) => FulfillmentEvent[]>;

/** What each comes to: the events, a refusal's code, or nothing where it is so already. */
const PARCELS: Record<string, [Fulfillment, Record<keyof typeof ABOUT_PARCELS, string>]> = {
  waiting: [
    withParcel({}),
    {
      pack: 'ShipmentPacked',
      ship: 'ShipmentShipped ShipmentTracked',
      cancel: 'ShipmentCancelled',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
  'being booked': [
    withParcel({ booking: 'ASKED' }),
    {
      pack: 'BOOKING_UNDER_WAY',
      ship: 'BOOKING_UNDER_WAY',
      cancel: 'ShipmentCancelled',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
  'accepted by its carrier': [
    withParcel({ booking: 'ACCEPTED' }),
    {
      pack: 'BOOKING_UNDER_WAY',
      ship: 'BOOKING_UNDER_WAY',
      cancel: 'ShipmentCancelled',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
  booked: [
    withParcel({ booking: 'BOOKED' }),
    {
      pack: '',
      ship: 'ShipmentShipped ShipmentTracked',
      cancel: 'ShipmentCancelled',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
  'refused by its carrier': [
    withParcel({ booking: 'REFUSED' }),
    {
      pack: 'ShipmentPacked',
      ship: 'ShipmentShipped ShipmentTracked',
      cancel: 'ShipmentCancelled',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
  'under way': [
    withParcel({ status: 'SHIPPED' }),
    {
      pack: 'SHIPMENT_NOT_PENDING',
      ship: '',
      cancel: 'SHIPMENT_NOT_PENDING',
      'tell of it': 'ShipmentDelivered ShipmentTracked',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'ReturnRequested',
    },
  ],
  there: [
    withParcel({ status: 'DELIVERED' }),
    {
      pack: 'SHIPMENT_NOT_PENDING',
      ship: '',
      cancel: 'SHIPMENT_NOT_PENDING',
      'tell of it': 'ShipmentTracked',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'ReturnRequested',
    },
  ],
  lost: [
    withParcel({ status: 'FAILED' }),
    {
      pack: 'SHIPMENT_NOT_PENDING',
      ship: '',
      cancel: 'SHIPMENT_NOT_PENDING',
      'tell of it': 'ShipmentDelivered ShipmentTracked',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'ReturnRequested',
    },
  ],
  cancelled: [
    withParcel({ status: 'CANCELLED' }),
    {
      pack: 'SHIPMENT_NOT_PENDING',
      ship: 'SHIPMENT_NOT_PENDING',
      cancel: '',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'ShipmentOpened',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
  'of an order that was given up': [
    { ...withParcel({ status: 'CANCELLED' }), isGivenUp: true },
    {
      pack: 'SHIPMENT_NOT_PENDING',
      ship: 'SHIPMENT_NOT_PENDING',
      cancel: '',
      'tell of it': 'SHIPMENT_NOT_SHIPPED',
      'open another': 'NOTHING_TO_SEND',
      'give it back': 'NOTHING_TO_RETURN',
    },
  ],
};

const back = { returnId: 'return' };
const arrival = { ...back, lines: [{ variantId: 'kettle', restocked: 1, damaged: 0 }], refundId: 'r', receivedBy: 's' };

/** Everything that a clerk or a buyer can send about a return. */
const ABOUT_RETURNS = {
  approve: (of) => approveReturn(of, { ...back, note: null }),
  reject: (of) => rejectReturn(of, { ...back, reason: '' }),
  cancel: (of) => cancelReturn(of, back),
  receive: (of) => receiveReturn(of, arrival),
  refund: (of) => askRefundAgain(of, { ...back, refundId: 'again', askedBy: 's' }),
  close: (of) => closeReturn(of, back),
  'ask again': (of) => requestReturn(of, { id: 'second', lines: [KETTLE], reason: '', now: NOW }),
} satisfies Record<string, (of: Fulfillment) => FulfillmentEvent[]>;

const OUT_OF_TURN = Object.fromEntries(Object.keys(ABOUT_RETURNS).map((command) => [command, 'RETURN_NOT_POSSIBLE']));
const HELD = { ...OUT_OF_TURN, 'ask again': 'NOTHING_TO_RETURN' };

/** Whatever is not named is out of turn. */
const RETURNS: Record<string, [Fulfillment, Record<string, string>]> = {
  'asked for': [
    withReturn({}),
    { ...HELD, approve: 'ReturnApproved', reject: 'ReturnRejected', cancel: 'ReturnCancelled' },
  ],
  approved: [
    withReturn({ status: 'APPROVED' }),
    { ...HELD, cancel: 'ReturnCancelled', receive: 'ReturnReceived ReturnRefundAsked' },
  ],
  here: [withReturn({ status: 'RECEIVED', lines: [{ ...KETTLE, restocked: 1, damaged: 0 }] }), HELD],
  'here, its refund refused': [
    withReturn({ status: 'RECEIVED', lines: [{ ...KETTLE, restocked: 1, damaged: 0 }], problem: 'No.' }),
    { ...HELD, refund: 'ReturnRefundAsked' },
  ],
  refunded: [
    withReturn({ status: 'REFUNDED', lines: [{ ...KETTLE, restocked: 1, damaged: 0 }] }),
    { ...HELD, close: 'ReturnClosed' },
  ],
  closed: [withReturn({ status: 'CLOSED', lines: [{ ...KETTLE, restocked: 1, damaged: 0 }] }), { ...HELD, close: '' }],
  rejected: [withReturn({ status: 'REJECTED' }), { ...OUT_OF_TURN, 'ask again': 'ReturnRequested' }],
  cancelled: [withReturn({ status: 'CANCELLED' }), { ...OUT_OF_TURN, cancel: '', 'ask again': 'ReturnRequested' }],
};

function outcome(decide: () => FulfillmentEvent[]): string {
  try {
    return decide()
      .map(({ type }) => type)
      .join(' ');
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

function cells<Command extends string>(
  states: Record<string, [Fulfillment, Record<string, string>]>,
  commands: Record<Command, (of: Fulfillment) => FulfillmentEvent[]>,
) {
  return Object.entries(states).flatMap(([state, [of, expected]]) =>
    (Object.keys(commands) as Command[]).map((command) => {
      const decide = commands[command];
      return { state, command, expected: expected[command] ?? 'not in the table', decide: () => decide(of) };
    }),
  );
}

describe('[FLOW-01] a parcel', () => {
  it.each(cells(PARCELS, ABOUT_PARCELS))('that is $state: $command → "$expected"', ({ decide, expected }) => {
    expect(outcome(decide)).toBe(expected);
  });
});

describe('[FLOW-01] a return', () => {
  it.each(cells(RETURNS, ABOUT_RETURNS))('that is $state: $command → "$expected"', ({ decide, expected }) => {
    expect(outcome(decide)).toBe(expected);
  });

  it.each([
    ['nothing of it', []],
    ['more than was asked for', [{ variantId: 'kettle', restocked: 1, damaged: 1 }]],
    ['something else', [{ variantId: 'pot', restocked: 1, damaged: 0 }]],
  ])('does not take %s', (_what, lines) => {
    const approved = withReturn({ status: 'APPROVED' });
    expect(outcome(() => receiveReturn(approved, { ...arrival, lines }))).toBe('RETURN_LINES_DIFFER');
  });
});

describe('[FLOW-01] whoever has read an older version', () => {
  it.each([
    [
      'ship a parcel',
      () => shipShipment(opened, { ...about, expectedVersion: 9, rest: FRESH, trackingNumber: null, at: NOW }),
    ],
    ['cancel a parcel', () => cancelShipment(opened, { ...about, expectedVersion: 9, reason: '' })],
    ['approve a return', () => approveReturn(asked, { ...back, expectedVersion: 9, note: null })],
    ['cancel a return', () => cancelReturn(asked, { ...back, expectedVersion: 9 })],
  ])('cannot %s', (_what, decide) => {
    expect(outcome(decide)).toBe('CONFLICT');
  });
});
