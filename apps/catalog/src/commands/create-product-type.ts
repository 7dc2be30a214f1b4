import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';
import type { ManagerCall } from './manager-call.ts';
import { productTypeFields } from './product-type-input.ts';

export const createProductTypeInput = z.strictObject(productTypeFields);
export type CreateProductTypeInput = z.output<typeof createProductTypeInput>;

/** Says what is known about a further kind of product. */
@Injectable()
export class CreateProductType {
  constructor(
    private readonly types: ProductTypeRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /** Throws `ProductTypeCodeTaken`. */
  execute(
    input: CreateProductTypeInput,
    { managerId, idempotencyKey: key = uuidv7() }: ManagerCall,
  ): Promise<IdempotentResult<{ id: string }>> {
    const call = { principal: managerId, operation: 'createProductType', key, payload: input };
    return this.idempotency.once(call, async () => {
      const type = { ...input, id: uuidv7(), version: 1 };
      await this.types.add(type);
      return { id: type.id };
    });
  }
}
