import { z } from 'zod';
import { ATTRIBUTE_KINDS } from '../domain/attribute.ts';
import { code, hex, localizedText, noneTwice, slug, text } from './product-input.ts';

const choice = z.strictObject({ value: text(200), text: localizedText(200), hex: hex.optional() });

const definition = z
  .strictObject({
    code,
    kind: z.enum(ATTRIBUTE_KINDS),
    label: localizedText(100),
    unit: localizedText(20)
      .nullish()
      .transform((unit) => unit ?? null),
    isRequired: z.boolean().default(false),
    isFilterable: z.boolean().default(false),
    choices: z
      .array(choice)
      .max(200)
      .refine(
        noneTwice(({ value }: { value: string }) => value),
        'Each choice has a value of its own.',
      )
      .default([]),
    onlyWith: z
      .strictObject({ code, values: z.array(text(200)).min(1).max(50) })
      .nullish()
      .transform((onlyWith) => onlyWith ?? null),
  })
  .refine(({ kind, choices }) => (kind === 'CHOICE' || kind === 'COLOUR') === choices.length > 0, {
    path: ['choices'],
    error: 'A choice and a colour have choices, others have none.',
  })
  .refine(({ kind, choices }) => kind !== 'COLOUR' || choices.every((each) => each.hex !== undefined), {
    path: ['choices'],
    error: 'A colour has its hex.',
  })
  .refine(({ kind, unit }) => kind === 'NUMBER' || unit === null, {
    path: ['unit'],
    error: 'Only a number has a unit.',
  });

/** An attribute depends on one before it, so that no two can depend on each other. */
function dependOnEarlierOnes(definitions: readonly z.output<typeof definition>[]): boolean {
  return definitions.every(
    ({ onlyWith }, index) => !onlyWith || definitions.slice(0, index).some((earlier) => earlier.code === onlyWith.code),
  );
}

const EXAMPLE: readonly z.input<typeof definition>[] = [
  {
    code: 'battery',
    kind: 'CHOICE',
    label: { en: 'Battery', ru: 'Аккумулятор' },
    isFilterable: true,
    choices: [{ value: 'removable', text: { en: 'Removable', ru: 'Съёмный' } }],
  },
  {
    code: 'capacity',
    kind: 'NUMBER',
    label: { en: 'Capacity', ru: 'Ёмкость' },
    unit: { en: 'mAh', ru: 'мА·ч' },
    onlyWith: { code: 'battery', values: ['removable'] },
  },
];

export const productTypeFields = {
  code: slug,
  name: localizedText(100),
  attributes: z
    .array(definition)
    .max(60)
    .refine(
      noneTwice(({ code: each }: { code: string }) => each),
      'Each attribute has a code of its own.',
    )
    .refine(dependOnEarlierOnes, 'An attribute can depend only on one before it.')
    .meta({ example: EXAMPLE }),
};
