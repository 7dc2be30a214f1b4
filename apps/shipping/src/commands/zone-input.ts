import { id } from '@tovar/contracts';
import { z } from 'zod';
import { type Area, requireDistinct, toArea } from '../domain/area.ts';
import { code, expectedVersion, text } from './fields.ts';

const area = z
  .strictObject({
    country: z.string().regex(/^[A-Z]{2}$/, 'Expected two capital letters.'),
    region: text(100).nullish(),
    postalPrefix: z
      .string()
      .max(10)
      .regex(/^[A-Za-z0-9][A-Za-z0-9 -]*$/, 'Expected the beginning of a postal code.')
      .nullish(),
  })
  .refine(({ region, postalPrefix }) => !region || !postalPrefix, 'Name a region or a postal code, not both.')
  .meta({ example: { country: 'DE', postalPrefix: '10' } });
type AreaInput = z.output<typeof area>;

const zoneFields = { code, name: text(100), areas: z.array(area).min(1).max(500) };

export const createZoneInput = z.strictObject(zoneFields);
export type CreateZoneInput = z.output<typeof createZoneInput>;

export const zoneChanges = z.strictObject(zoneFields).partial();
export type ZoneChangesInput = z.output<typeof zoneChanges>;

export const editZoneInput = z.strictObject({ id, expectedVersion, changes: zoneChanges });
export type EditZoneInput = z.output<typeof editZoneInput>;

export const deleteInput = z.strictObject({ id, expectedVersion });
export type DeleteInput = z.output<typeof deleteInput>;

/** Throws `UnknownCountry` and `AreaRepeated`. */
export function toAreas(areas: readonly AreaInput[]): readonly Area[] {
  return requireDistinct(
    areas.map(({ country, region, postalPrefix }) =>
      toArea({ country, region: region ?? '', postalPrefix: postalPrefix ?? '' }),
    ),
  );
}
