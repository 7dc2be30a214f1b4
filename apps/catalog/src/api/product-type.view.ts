import { id, localized } from '@tovar/contracts';
import { z } from 'zod';
import { ATTRIBUTE_KINDS } from '../domain/attribute.ts';
import type { ProductType } from '../domain/product-type.ts';

const choice = z.object({ value: z.string(), text: localized, hex: z.string().optional() });

/** A product type as REST answers it. */
export const productTypeView = z.object({
  id,
  code: z.string(),
  name: localized,
  version: z.int(),
  attributes: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(ATTRIBUTE_KINDS),
      label: localized,
      unit: localized.nullable(),
      isRequired: z.boolean(),
      isFilterable: z.boolean(),
      choices: z.array(choice),
      onlyWith: z.object({ code: z.string(), values: z.array(z.string()) }).nullable(),
    }),
  ),
});
export type ProductTypeView = z.output<typeof productTypeView>;

export function toProductTypeView({ attributes, ...type }: ProductType): ProductTypeView {
  return {
    ...type,
    attributes: attributes.map(({ choices, onlyWith, ...attribute }) => ({
      ...attribute,
      choices: [...choices],
      onlyWith: onlyWith && { code: onlyWith.code, values: [...onlyWith.values] },
    })),
  };
}
