import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Forbidden, Idempotency, type IdempotentResult } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { DecisionLog } from '../domain/decision-log.ts';
import { attributesOf, freeAttributes } from '../domain/product-type.ts';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';
import { ProductRepository } from '../domain/product.repository.ts';
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

  /** Throws `SlugTaken`, `SkuTaken`, `UnknownCategory`, `UnknownProductType`, `AttributesDoNotFit`, and `Forbidden` to a manager who publishes and may not. */
  execute(
    input: CreateProductInput,
    { managerId, idempotencyKey, mayPublish }: ManagerCall & { readonly mayPublish: boolean },
  ): Promise<IdempotentResult<{ id: string }>> {
    if (input.status === 'PUBLISHED' && !mayPublish) throw new Forbidden(['catalog:moderate:any']);
    const call = { principal: managerId, operation: 'createProduct', key: idempotencyKey ?? uuidv7(), payload: input };
    return this.idempotency.once(call, () => this.create(input, managerId));
  }

  private async create(
    { variants, productTypeId, attributes: given, ...input }: CreateProductInput,
    managerId: string,
  ): Promise<{ id: string }> {
    const type = productTypeId ? await this.types.get(productTypeId) : undefined;
    const product = {
      ...input,
      id: uuidv7(),
      typeId: type?.id ?? null,
      attributes: type ? attributesOf(type, given) : freeAttributes(given),
      version: 1,
      createdAt: new Date(),
      variants: variants.map((variant, position) => ({
        ...variant,
        id: uuidv7(),
        position,
        picturePosition: null,
      })),
    };
    await this.products.add(product);
    const opening = product.variants.map(({ id: variantId, stockOnHand }) => ({ variantId, quantity: stockOnHand }));
    await this.stock.open(opening, `manager:${managerId}`);
    const decision = BEGINS_WITH[product.status];
    if (decision)
      await this.decisions.add({ productId: product.id, version: 1, decision, actorId: managerId, reason: null });
    return { id: product.id };
  }
}

/** What the creation of a product is at the same time. */
const BEGINS_WITH = { DRAFT: undefined, PROPOSED: 'PROPOSE', PUBLISHED: 'PUBLISH' } as const;
