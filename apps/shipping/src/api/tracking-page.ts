import type { TrackingKind } from '../domain/shipment.ts';
import type { ShipmentView } from '../queries/shipment-view.ts';

const STATUS: Readonly<Record<ShipmentView['status'], string>> = {
  PENDING: 'Your parcel is being prepared',
  SHIPPED: 'Your parcel is on its way',
  DELIVERED: 'Your parcel has arrived',
  CANCELLED: 'This parcel is not sent',
  FAILED: 'Your parcel could not be delivered',
};
const STEP: Readonly<Record<TrackingKind, string>> = {
  LABEL_CREATED: 'Packed',
  IN_TRANSIT: 'On its way',
  OUT_FOR_DELIVERY: 'Out for delivery',
  DELIVERED: 'Delivered',
  EXCEPTION: 'There is a problem',
};

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  // Its address is a secret between the shop and the buyer.
  'x-robots-tag': 'noindex',
};

const STYLE = `
:root{color-scheme:light dark}body{font:1.05rem/1.6 system-ui,sans-serif;margin:0}
main{max-width:32rem;margin:12vh auto;padding:0 1.5rem}h1{font-size:1.6rem;line-height:1.25}li{margin:.4rem 0}`;

/** A parcel's way for whoever has the page's address: no name, no address and nothing of what is in it. */
export function trackingPage({ number, status, carrier, trackingNumber, expected, tracking }: ShipmentView): string {
  const steps = tracking.map(({ kind, at, place }) => {
    const where = place === null ? '' : `, ${escaped(place)}`;
    return `<li>${STEP[kind]}${where} <time datetime="${at.toISOString()}">${shown(at)}</time></li>`;
  });
  const arrival = expected ? `<p>Expected ${day(expected.from)} to ${day(expected.until)}.</p>` : '';
  const isUnderWay = status === 'PENDING' || status === 'SHIPPED';
  const text = `${escaped(carrier)} ${escaped(trackingNumber ?? number)}`;
  const body = `<p role="status">${text}</p>${arrival}<ol>${steps.toReversed().join('')}</ol>`;
  return page(STATUS[status], body, isUnderWay ? '<meta http-equiv="refresh" content="60">' : '');
}

export const UNKNOWN_PARCEL = page(
  'There is no such parcel',
  '<p>The address is incomplete or of another shop.</p>',
  '',
);

function page(title: string, body: string, refresh: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function shown(at: Date): string {
  return `${day(at)} ${at.toISOString().slice(11, 16)} UTC`;
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
