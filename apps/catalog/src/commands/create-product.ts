import { Injectable } from '@nestjs/common';
import { id, TAX_CATEGORIES } from '@tovar/contracts';
import { Forbidden, Idempotency, type IdempotentResult } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { DecisionLog, firstDecisions } from '../domain/decision-log.ts';
import { type Product, requireDistinctVariants } from '../domain/product.ts';
import { attributesOf, freeAttributes, type ProductType } from '../domain/product-type.ts';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import type { StockLine } from '../domain/stock.ts';
import { StockBook } from '../domain/stock-book.ts';
import type { ManagerCall } from './manager-call.ts';
import { attributes, localizedText, newVariant, slug, text } from './product-input.ts';

export const createProductInput = z.strictObject({
  slug,
  categoryId: id,
  name: localizedText(300),
  description: localizedText(10_000),
  brand: text(100),
  productTypeId: id.nullish(),
  attributes: attributes.default([]),
  taxCategory: z.enum(TAX_CATEGORIES).default('STANDARD'),
  status: z.enum(['DRAFT', 'PROPOSED', 'PUBLISHED']).default('DRAFT'),
  variants: z.array(newVariant).min(1).max(100),
});
export type CreateProductInput = z.output<typeof createProductInput>;

/** Puts a new product into the catalogue, with its variants, their prices and their first stock. */
@Injectable()
export class CreateProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly types: ProductTypeRepository,
    private readonly stock: StockBook,
    private readonly decisions: DecisionLog,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Throws `SlugTaken`, `SkuTaken`, `CombinationTaken`, `UnknownCategory`, `UnknownProductType`, `AttributesDoNotFit`, and
   * `Forbidden` to a manager who publishes and may not.
   */
  execute(
    input: CreateProductInput,
    { managerId, idempotencyKey, mayPublish }: ManagerCall & { readonly mayPublish: boolean },
  ): Promise<IdempotentResult<{ id: string }>> {
    if (input.status === 'PUBLISHED' && !mayPublish) throw new Forbidden(['catalog:moderate:any']);
    const call = { principal: managerId, operation: 'createProduct', key: idempotencyKey ?? uuidv7(), payload: input };
    return this.idempotency.once(call, () => this.create(input, managerId));
  }

  private async create(input: CreateProductInput, managerId: string): Promise<{ id: string }> {
    const { productTypeId } = input;
    const type = productTypeId ? await this.types.get(productTypeId) : undefined;
    const product = newProduct(input, { id: uuidv7(), type, now: new Date() });
    await this.products.add(product);
    await this.stock.open(openingOf(product, input), `manager:${managerId}`);
    await this.decisions.add(firstDecisions([product], managerId));
    return { id: product.id };
  }
}

/** The product that the input describes, at its first version. Throws `AttributesDoNotFit` and `CombinationTaken`. */
export function newProduct(
  { slug: address, attributes: given, variants, ...input }: CreateProductInput,
  { id: productId, type, now }: { readonly id: string; readonly type?: ProductType; readonly now: Date },
): Product {
  return requireDistinctVariants({
    id: productId,
    slug: address,
    categoryId: input.categoryId,
    name: input.name,
    description: input.description,
    brand: input.brand,
    status: input.status,
    taxCategory: input.taxCategory,
    typeId: type?.id ?? null,
    attributes: type ? attributesOf(type, given) : freeAttributes(given),
    version: 1,
    createdAt: now,
    variants: variants.map((variant, position) => ({ ...variant, id: uuidv7(), position, picturePosition: null })),
  });
}

/** The first stock of the variants, which stand in the order of the input. */
export function openingOf({ variants }: Product, input: CreateProductInput): StockLine[] {
  return variants.map(({ id: variantId }, index) => ({
    variantId,
    quantity: input.variants[index]?.stockOnHand ?? 0,
  }));
}
