import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { DecisionLog } from '../domain/decision-log.ts';
import { decide, type ProductDecision } from '../domain/moderation.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { text } from './product-input.ts';

const reason = text(1_000);

export const decisionInput = z.strictObject({
  id,
  /** The version that was looked at. */
  expectedVersion: z.number().int(),
  reason: reason.nullish(),
});
/** Whoever turns a proposal down says why. */
export const rejectionInput = decisionInput.extend({ reason });
export type DecisionInput = z.output<typeof decisionInput>;
export type RejectionInput = z.output<typeof rejectionInput>;

export type DecideOnProductInput = DecisionInput & { readonly decision: ProductDecision; readonly actorId: string };

/** Moves a product through its moderation, and remembers who did and why. */
@Injectable()
export class DecideOnProduct {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly decisions: DecisionLog,
  ) {}

  /** Throws `NotFound`, `VersionConflict` and `DecisionNotAllowed`. */
  execute(input: DecideOnProductInput): Promise<{ id: string }> {
    const { id: productId, expectedVersion, decision, actorId, reason: why = null } = input;
    return this.database.transaction(async () => {
      const { version } = await this.products.change(productId, expectedVersion, (product) =>
        decide(product, decision),
      );
      await this.decisions.add([{ productId, version, decision, actorId, reason: why }]);
      return { id: productId };
    });
  }
}
