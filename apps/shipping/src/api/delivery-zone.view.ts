import { id } from '@tovar/contracts';
import { z } from 'zod';
import type { Zone } from '../domain/zone.ts';

/** A zone as both APIs show it: of an area, what is not narrowed down is null. */
export const zoneView = z.object({
  id,
  code: z.string(),
  name: z.string(),
  areas: z.array(z.object({ country: z.string(), region: z.string().nullable(), postalPrefix: z.string().nullable() })),
  version: z.int(),
});
export type ZoneView = z.output<typeof zoneView>;

export function toZoneView({ areas, ...zone }: Zone): ZoneView {
  return {
    ...zone,
    areas: areas.map(({ country, region, postalPrefix }) => ({
      country,
      region: region || null,
      postalPrefix: postalPrefix || null,
    })),
  };
}
