import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import {
  DecideOnProduct,
  type DecisionInput,
  decisionInput,
  type RejectionInput,
  rejectionInput,
} from '../commands/decide-on-product.ts';
import type { ProductDecision } from '../domain/moderation.ts';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import { type DecisionView, ProductDecisions } from '../queries/product-decisions.ts';
import { ProposedProducts } from '../queries/proposed-products.ts';
import { type Connection, toConnection } from './connection.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = { DecisionNotAllowed: 'DecisionNotAllowedError', VersionConflict: 'ProductConflictError' };

interface PageQuestion {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** From a draft to the shop and out of it again. */
@Resolver()
export class ModerationResolver {
  constructor(
    private readonly deciding: DecideOnProduct,
    private readonly queue: ProposedProducts,
    private readonly decisions: ProductDecisions,
    private readonly cards: ProductCards,
  ) {}

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Query()
  async proposedProducts(@Args() question: PageQuestion): Promise<Connection<ProductCard>> {
    return toConnection(await this.queue.page(question));
  }

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Query()
  async productDecisions(
    @Args('productId', new Parsed(id)) productId: string,
    @Args('first') first?: number | null,
    @Args('after') after?: string | null,
  ): Promise<Connection<DecisionView>> {
    return toConnection(await this.decisions.page(productId, { first, after }));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  proposeProduct(
    @Args('input', new Parsed(decisionInput)) input: DecisionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('PROPOSE', input, identity);
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  withdrawProduct(
    @Args('input', new Parsed(decisionInput)) input: DecisionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('WITHDRAW', input, identity);
  }

  @RequiresScopes('catalog:moderate:any')
  @Mutation()
  publishProduct(
    @Args('input', new Parsed(decisionInput)) input: DecisionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('PUBLISH', input, identity);
  }

  @RequiresScopes('catalog:moderate:any')
  @Mutation()
  rejectProduct(
    @Args('input', new Parsed(rejectionInput)) input: RejectionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('REJECT', input, identity);
  }

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Mutation()
  unpublishProduct(
    @Args('input', new Parsed(decisionInput)) input: DecisionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('UNPUBLISH', input, identity);
  }

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Mutation()
  archiveProduct(
    @Args('input', new Parsed(decisionInput)) input: DecisionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('ARCHIVE', input, identity);
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  restoreProduct(
    @Args('input', new Parsed(decisionInput)) input: DecisionInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<DecisionPayload> {
    return this.decide('RESTORE', input, identity);
  }

  private async decide(
    decision: ProductDecision,
    input: DecisionInput,
    { userId: actorId }: Identity,
  ): Promise<DecisionPayload> {
    const { result, errors } = await refusalsAsData(
      () => this.deciding.execute({ ...input, decision, actorId }),
      REFUSALS,
    );
    return { product: result && (await this.cards.byId(result.id)), errors };
  }
}

interface DecisionPayload {
  readonly product?: ProductCard;
  readonly errors: readonly UserError[];
}
