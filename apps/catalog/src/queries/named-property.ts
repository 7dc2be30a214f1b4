import type { LocalizedText } from '../domain/localized-text.ts';
import { FilterUnfit, UnknownAttribute, UnknownUnit } from './filter.errors.ts';
import type { AttributeFilter } from './product-filter.ts';

/** What any product may be filtered by, whatever kind of thing it is. */
export const COMMON_KINDS = ['CATEGORY', 'BRAND', 'IN_STOCK', 'RATING'] as const;
export const ATTRIBUTE_KINDS = ['CHOICE', 'COLOUR', 'BOOLEAN', 'NUMBER', 'DATE'] as const;

/** What products can be filtered by: that, and their attributes and options. */
export type PropertyKind = (typeof COMMON_KINDS)[number] | (typeof ATTRIBUTE_KINDS)[number];

/** Which property: 200 g and 2 kg are never compared, though both are called weight. */
export interface NamedProperty {
  readonly kind: PropertyKind;
  readonly code: string;
  /** What a number is counted in. */
  readonly unit?: LocalizedText;
}

/** `COLOUR colour`, or `NUMBER weight {"en":"g","ru":"г"}`: another property has another name. */
export function propertyName({ kind, code, unit }: NamedProperty): string {
  return unit ? `${kind} ${code} ${JSON.stringify(unit)}` : `${kind} ${code}`;
}

/** Whose name it is: neither kinds nor codes have spaces in them. */
export function propertyNamed(name: string): NamedProperty {
  const [, kind = '', code = '', unit] = /^(\S+) (\S+)(?: (.*))?$/.exec(name) ?? [];
  return {
    kind: kind as PropertyKind,
    code,
    unit: unit === undefined ? undefined : (JSON.parse(unit) as LocalizedText),
  };
}

/** What a number is, or a day, as ranges are compared; NaN for whatever has no order. */
export function amountOf(kind: PropertyKind, value: string): number {
  if (kind === 'NUMBER' || kind === 'RATING') return Number(value);
  return kind === 'DATE' ? Date.parse(value) : Number.NaN;
}

/** Which properties a condition is about. */
export interface AskedProperties<Property extends NamedProperty> {
  /** Those whose facets are counted without it. */
  readonly shown: readonly Property[];
  /** Those that it compares. */
  readonly compared: readonly Property[];
}

/** Of those that have the attribute's code. Throws `UnknownAttribute`, `FilterUnfit` and `UnknownUnit`. */
export function askedProperties<Property extends NamedProperty>(
  filter: AttributeFilter,
  known: readonly Property[],
): AskedProperties<Property> {
  const { code } = filter;
  const path = `filter.attributes.${code}`;
  if (known.length === 0) throw new UnknownAttribute(code, path);
  const [operator, kinds] = conditionOf(filter);
  const shown = known.filter(({ kind }) => kinds.includes(kind));
  if (shown.length === 0) {
    const found = [...new Set(known.map(({ kind }) => kind))];
    throw new FilterUnfit(code, `${path}.${operator}`, found);
  }
  const unit = filter.number?.unit ?? undefined;
  const compared = unit === undefined ? shown : shown.filter((each) => isCountedIn(unit, each));
  if (compared.length === 0) throw new UnknownUnit(code, `${path}.number.unit`, unitsOf(shown));
  return { shown, compared };
}

/** Of a unit either language will do. */
export function isCountedIn(asked: string, { unit }: Pick<NamedProperty, 'unit'>): boolean {
  return unit !== undefined && (unit.en === asked || unit.ru === asked);
}

function conditionOf({ values, isTrue, number }: AttributeFilter): [string, readonly PropertyKind[]] {
  if (values) return ['values', ['CHOICE', 'COLOUR']];
  if (typeof isTrue === 'boolean') return ['isTrue', ['BOOLEAN']];
  return number ? ['number', ['NUMBER']] : ['days', ['DATE']];
}

function unitsOf(properties: readonly NamedProperty[]): string[] {
  return properties.map(({ unit }) => unit?.en).filter((unit) => unit !== undefined);
}
