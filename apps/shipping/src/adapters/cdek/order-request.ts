import { formatDecimal } from '@tovar/contracts';
import type { PackedParcel } from '../../domain/carrier.ts';
import type { CdekTerms, Tariff } from '../../cdek-terms.ts';

/** Why CDEK need not even be asked. */
export function obstacleTo({ to, items }: PackedParcel, tariff: Tariff | undefined): string | undefined {
  if (!tariff) return 'CDEK_TARIFFS names no tariff for this delivery method.';
  if (items.some(({ value }) => value.currency !== 'RUB')) return 'CDEK takes parcels whose goods are paid in roubles.';
  return to.phone ? undefined : "CDEK needs the recipient's phone.";
}

/**
 * A parcel as CDEK registers it (POST /orders, order type 1, "e-shop"): weights in grams, sides in centimetres, amounts in
 * roubles. It is paid for, so nothing is collected from whoever receives it.
 */
export function orderRequest(parcel: PackedParcel, tariff: Tariff, terms: CdekTerms, point?: string): object {
  const { to } = parcel;
  const { from, sender, box } = terms;
  const destination = {
    country_code: to.country,
    postal_code: to.postalCode ?? undefined,
    region: to.region ?? undefined,
    city: to.city,
    address: [to.line1, to.line2].filter(Boolean).join(', '),
  };
  return {
    type: 1,
    number: parcel.number,
    tariff_code: tariff.code,
    sender: { company: sender.name, name: sender.name, phones: [{ number: sender.phone }] },
    recipient: { name: to.recipient, email: parcel.email ?? undefined, phones: [{ number: to.phone }] },
    from_location: { country_code: 'RU', postal_code: from.postalCode, city: from.city, address: from.address },
    ...(point === undefined ? { to_location: destination } : { delivery_point: point }),
    packages: [{ number: '1', weight: parcel.weightGrams, ...box, items: itemsOf(parcel) }],
  };
}

/** CDEK wants a weight for each piece; nobody has weighed them one by one. */
function itemsOf({ items, weightGrams }: PackedParcel): object[] {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const weight = Math.max(1, Math.floor(weightGrams / pieces));
  return items.map(({ sku, name, quantity, value }) => ({
    name,
    ware_key: sku,
    payment: { value: 0 },
    cost: Number(formatDecimal(value)),
    weight,
    amount: quantity,
  }));
}
