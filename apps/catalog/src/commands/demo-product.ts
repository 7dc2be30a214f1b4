import type {
  DemoAttribute,
  DemoAttributeType,
  DemoOption,
  DemoProduct,
  DemoProductType,
  DemoVariant,
} from '@tovar/demo';
import { drawPicture } from '@tovar/demo';
import type { StockedProduct } from '../domain/bulk-catalog.ts';
import type { ProductAttribute } from '../domain/attribute.ts';
import type { Variant, VariantOption } from '../domain/product.ts';
import type { AttributeDefinition, ProductType } from '../domain/product-type.ts';

/** A generated product as the catalogue stores it, its pictures drawn. */
export function toStockedProduct(demo: DemoProduct): StockedProduct {
  const { id, slug, categoryId, typeId, name, description, brand, createdAt } = demo;
  return {
    product: {
      id,
      slug,
      categoryId,
      typeId,
      name,
      description,
      brand,
      createdAt,
      attributes: demo.attributes.map(toAttribute),
      taxCategory: 'STANDARD',
      status: 'PUBLISHED',
      version: 1,
      variants: demo.variants.map((variant, position) => toVariant(variant, demo.options, position)),
    },
    pictures: demo.pictures.map(({ alt }, index) => ({ alt, svg: drawPicture(demo, index) })),
    stock: demo.variants.map(({ id: variantId, stockOnHand: quantity }) => ({ variantId, quantity })),
  };
}

/** A generated product type as the catalogue stores it; every product has all its attributes. */
export function toProductType({ id, code, name, attributes }: DemoProductType): ProductType {
  return { id, code, name, version: 1, attributes: attributes.map(toDefinition) };
}

function toDefinition({ code, kind, label, unit, choices }: DemoAttributeType): AttributeDefinition {
  return {
    code,
    kind: KINDS[kind],
    label,
    unit: unit && unit.symbol,
    isRequired: true,
    isFilterable: kind !== 'date',
    choices: choices.map(({ code: value, name: text, hex }) => ({ value, text, ...(hex && { hex }) })),
    onlyWith: null,
  };
}

const KINDS = { number: 'NUMBER', boolean: 'BOOLEAN', choice: 'CHOICE', colour: 'COLOUR', date: 'DATE' } as const;

function toVariant(demo: DemoVariant, options: readonly DemoOption[], position: number): Variant {
  const { id, sku, name, weightGrams, pictureIndex: picturePosition, prices } = demo;
  const chosen = options.flatMap((option) => toOption(option, demo.options[option.code]));
  return { id, sku, name, weightGrams, picturePosition, prices, options: chosen, isEnabled: true, position };
}

function toOption({ code, name: label, values }: DemoOption, chosen: string | undefined): VariantOption[] {
  const value = values.find((each) => each.code === chosen);
  return value ? [{ code, label, value: value.code, text: value.name, hex: value.hex }] : [];
}

function toAttribute(demo: DemoAttribute): ProductAttribute {
  const { code, label } = demo;
  if (demo.kind === 'choice') return { code, label, kind: 'CHOICE', value: demo.value, text: demo.text };
  if (demo.kind === 'colour') return { code, label, kind: 'COLOUR', value: demo.value, text: demo.text, hex: demo.hex };
  if (demo.kind === 'number')
    return { code, label, kind: 'NUMBER', value: String(demo.value), unit: demo.unit?.symbol };
  return { code, label, kind: demo.kind === 'date' ? 'DATE' : 'BOOLEAN', value: String(demo.value) };
}
