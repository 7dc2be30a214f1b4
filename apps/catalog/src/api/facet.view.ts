import { localized } from '@tovar/contracts';
import { z } from 'zod';
import { type Facet, FACET_KINDS } from '../queries/facet.ts';

/** A facet as REST answers it. */
export const facetView = z.object({
  kind: z.enum(FACET_KINDS),
  code: z.string(),
  label: localized,
  unit: localized.nullable(),
  values: z.array(
    z.object({
      value: z.string(),
      text: localized,
      hex: z.string().nullable(),
      count: z.int(),
      isSelected: z.boolean(),
      min: z.string().nullable(),
      max: z.string().nullable(),
    }),
  ),
});
export type FacetView = z.output<typeof facetView>;

export function toFacetView({ values, ...facet }: Facet): FacetView {
  return { ...facet, values: [...values] };
}
