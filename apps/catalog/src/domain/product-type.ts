import { AttributeInUse, type AttributeProblem, AttributesDoNotFit } from './catalog.errors.ts';
import { type AttributeKind, fitsKind, type GivenAttribute, type ProductAttribute } from './attribute.ts';
import type { LocalizedText } from './localized-text.ts';

/** A value that a choice or a colour can have. */
export interface AttributeChoice {
  readonly value: string;
  readonly text: LocalizedText;
  /** Of a colour, as `#rrggbb`. */
  readonly hex?: string;
}

/** What a product type says about one attribute of its products. */
export interface AttributeDefinition {
  /** Stable and unique within the type. */
  readonly code: string;
  readonly kind: AttributeKind;
  readonly label: LocalizedText;
  /** What a number is counted in. */
  readonly unit: LocalizedText | null;
  /** A product has to have it; one that depends on another attribute only if that has the value. */
  readonly isRequired: boolean;
  /** Whether lists offer it as a filter. */
  readonly isFilterable: boolean;
  /** Of a choice or a colour all values that there are, otherwise none. */
  readonly choices: readonly AttributeChoice[];
  /** Present when the attribute makes sense only while another one has one of these values. */
  readonly onlyWith: { readonly code: string; readonly values: readonly string[] } | null;
}

/** A kind of product: its products have these attributes, in this order. */
export interface ProductType {
  readonly id: string;
  /** A stable word, unique in the shop. */
  readonly code: string;
  readonly name: LocalizedText;
  /** Grows by one with every edit. */
  readonly version: number;
  readonly attributes: readonly AttributeDefinition[];
}

/** What an edit says: whatever is not named stays. */
export type ProductTypeChanges = Partial<Pick<ProductType, 'code' | 'name' | 'attributes'>>;

/** An attribute that products of the type have, and for a choice or a colour which values. */
export interface UsedAttribute {
  readonly code: string;
  readonly values: readonly string[];
}

/** The facts of a product as the type has them, in its order. Throws `AttributesDoNotFit` naming every problem. */
export function attributesOf(type: ProductType, given: readonly GivenAttribute[]): ProductAttribute[] {
  const values = new Map(given.map((attribute) => [attribute.code, attribute]));
  const unknown = given.filter(({ code }) => !type.attributes.some((definition) => definition.code === code));
  const problems = [
    ...unknown.map(({ code }) => problem(code, 'ATTRIBUTE_UNKNOWN', `A ${type.code} has no attribute "${code}".`)),
    ...type.attributes.flatMap((definition) => problemsOf(definition, values)),
  ];
  if (problems.length > 0) throw new AttributesDoNotFit(problems);
  return type.attributes.flatMap((definition) => {
    const attribute = values.get(definition.code);
    return attribute ? [filled(definition, attribute)] : [];
  });
}

/** The facts of a product without a type: it has to say itself what they are. Throws `AttributesDoNotFit`. */
export function freeAttributes(given: readonly GivenAttribute[]): ProductAttribute[] {
  const problems = given
    .filter(({ kind, label }) => !kind || !label)
    .map(({ code }) => problem(code, 'ATTRIBUTE_UNKNOWN', 'Without a product type, name the kind and the label.'));
  if (problems.length > 0) throw new AttributesDoNotFit(problems);
  return given as readonly ProductAttribute[] as ProductAttribute[];
}

/**
 * The next version of the type. Throws `AttributeInUse` when products have an attribute, or a value of it, that would be
 * no more, or be of another kind.
 */
export function editType(type: ProductType, changes: ProductTypeChanges, used: readonly UsedAttribute[]): ProductType {
  const after = { ...type, ...changes, version: type.version + 1 };
  for (const { code, values } of used) {
    const before = type.attributes.find((definition) => definition.code === code);
    const definition = after.attributes.find((each) => each.code === code);
    if (!definition || definition.kind !== before?.kind) throw new AttributeInUse(code);
    const gone = values.find((value) => !definition.choices.some((choice) => choice.value === value));
    if (gone !== undefined) throw new AttributeInUse(code, gone);
  }
  return after;
}

function problemsOf(definition: AttributeDefinition, values: ReadonlyMap<string, GivenAttribute>): AttributeProblem[] {
  const { code, kind, isRequired } = definition;
  const given = values.get(code);
  if (!applies(definition, values))
    return given ? [problem(code, 'ATTRIBUTE_NOT_APPLICABLE', `"${code}" depends on another attribute's value.`)] : [];
  if (!given) return isRequired ? [problem(code, 'ATTRIBUTE_MISSING', `"${code}" is required.`)] : [];
  const isOther = given.kind !== undefined && given.kind !== kind;
  if (isOther || !isAllowed(definition, given.value))
    return [problem(code, 'ATTRIBUTE_VALUE_INVALID', `"${given.value}" is no value of "${code}", which is a ${kind}.`)];
  return [];
}

function applies({ onlyWith }: AttributeDefinition, values: ReadonlyMap<string, GivenAttribute>): boolean {
  return !onlyWith || onlyWith.values.includes(values.get(onlyWith.code)?.value ?? '');
}

function isAllowed({ kind, choices }: AttributeDefinition, value: string): boolean {
  const isChosen = kind === 'CHOICE' || kind === 'COLOUR';
  return isChosen ? choices.some((choice) => choice.value === value) : fitsKind(kind, value);
}

function filled({ code, kind, label, unit, choices }: AttributeDefinition, given: GivenAttribute): ProductAttribute {
  const { value } = given;
  const choice = choices.find((each) => each.value === value);
  const text = choice?.text ?? (kind === 'TEXT' ? given.text : undefined);
  return {
    code,
    kind,
    label,
    value,
    ...(text && { text }),
    ...(unit && { unit }),
    ...(choice?.hex && { hex: choice.hex }),
  };
}

function problem(attribute: string, code: AttributeProblem['code'], message: string): AttributeProblem {
  return { code, message, path: ['attributes', attribute] };
}
