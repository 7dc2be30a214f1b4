import { COUNTRIES } from '@tovar/contracts';
import { AreaRepeated, UnknownCountry } from './shipping.errors.ts';

/** A country, or a part of it: by a region, or by how its postal codes begin. Of a part, the other is empty. */
export interface Area {
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly region: string;
  readonly postalPrefix: string;
}

/** Where a parcel goes, as far as it decides who brings it; the city is for carriers, no area is one. */
export interface Destination {
  readonly country: string;
  readonly region?: string | null;
  readonly city?: string | null;
  readonly postalCode?: string | null;
}

/** The area in the form in which areas are compared. Throws `UnknownCountry`. */
export function toArea({ country, region, postalPrefix }: Partial<Area> & Pick<Area, 'country'>): Area {
  if (!COUNTRIES.has(country)) throw new UnknownCountry(country);
  return { country, region: comparable(region), postalPrefix: comparablePostalCode(postalPrefix) };
}

/** What of a destination is compared with areas. */
export function whereabouts({ country, region, postalCode }: Destination): [string, string, string] {
  return [country, comparable(region), comparablePostalCode(postalCode)];
}

/** Throws `AreaRepeated`: people write the same region in capitals and without. */
export function requireDistinct(areas: readonly Area[]): readonly Area[] {
  if (new Set(areas.map((area) => JSON.stringify(area))).size < areas.length) throw new AreaRepeated();
  return areas;
}

function comparable(region: string | null | undefined): string {
  return region?.trim().toUpperCase() ?? '';
}

/** `SW1A 1AA` and `sw1a1aa` are the same place. */
function comparablePostalCode(code: string | null | undefined): string {
  return code?.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') ?? '';
}
