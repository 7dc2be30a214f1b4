import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { z } from 'zod';
import { ChangePromotions } from '../commands/change-promotions.ts';
import { promotionFields, type PromotionFields } from '../commands/promotion-input.ts';
import { PromotionList } from '../queries/promotion-list.ts';
import {
  CreatePromotionPayload,
  PromotionConnection,
  PromotionType,
  RemovePromotionPayload,
  ReplacePromotionPayload,
  toPromotionConnection,
  toPromotionType,
} from './promotion.graphql.ts';
import { PromotionInput } from './promotion.inputs.ts';

const REFUSALS = {
  PromotionCodeTaken: 'PlainUserError',
  PromotionLimitTooLow: 'PlainUserError',
  PromotionUsed: 'PlainUserError',
  NotFound: 'PlainUserError',
  VersionConflict: 'VersionConflictError',
};

/** What is null was not given: in a promotion that is the same. */
const promotionInput = z.preprocess(withoutNulls, promotionFields);

@Resolver(() => PromotionType)
export class PromotionsResolver {
  constructor(
    private readonly list: PromotionList,
    private readonly changes: ChangePromotions,
  ) {}

  @RequiresScopes('promotions:read:any')
  @Query(() => PromotionConnection, { description: 'All promotions, the newest first.' })
  async promotions(
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
    @Args('code', { type: () => String, nullable: true, description: 'Only the one that this code opens.' }) code?:
      | string
      | null,
  ): Promise<PromotionConnection> {
    return toPromotionConnection(await this.list.page({ first, after, code }));
  }

  @RequiresScopes('promotions:read:any')
  @Query(() => PromotionType, { nullable: true, description: 'A promotion, with its codes and its uses.' })
  async promotion(
    @Args('id', { type: () => ID, description: 'Which one.' }, new Parsed(id)) promotionId: string,
  ): Promise<PromotionType> {
    return toPromotionType(await this.list.get(promotionId));
  }

  @RequiresScopes('promotions:write:any')
  @Mutation(() => CreatePromotionPayload, { description: 'Makes a promotion; every cart is priced by it at once.' })
  async createPromotion(
    @Args('input', { type: () => PromotionInput }, new Parsed(promotionInput)) input: PromotionFields,
  ): Promise<CreatePromotionPayload> {
    const { result, errors } = await refusalsAsData(() => this.changes.create(input), REFUSALS);
    return { promotion: result && toPromotionType(result), errors };
  }

  @RequiresScopes('promotions:write:any')
  @Mutation(() => ReplacePromotionPayload, { description: 'Replaces all of a promotion but its uses.' })
  async replacePromotion(
    @Args('id', { type: () => ID, description: 'Which one.' }, new Parsed(id)) promotionId: string,
    @Args('expectedVersion', { type: () => Int, description: 'As it was read.' }) expectedVersion: number,
    @Args('input', { type: () => PromotionInput }, new Parsed(promotionInput)) input: PromotionFields,
  ): Promise<ReplacePromotionPayload> {
    const replace = () => this.changes.replace({ id: promotionId, expectedVersion }, input);
    const { result, errors } = await refusalsAsData(replace, REFUSALS);
    return { promotion: result && toPromotionType(result), errors };
  }

  @RequiresScopes('promotions:write:any')
  @Mutation(() => RemovePromotionPayload, { description: 'Removes a promotion that no order has used.' })
  async removePromotion(
    @Args('id', { type: () => ID, description: 'Which one.' }, new Parsed(id)) promotionId: string,
    @Args('expectedVersion', { type: () => Int, description: 'As it was read.' }) expectedVersion: number,
  ): Promise<RemovePromotionPayload> {
    const remove = () => this.changes.remove({ id: promotionId, expectedVersion });
    const { errors } = await refusalsAsData(remove, REFUSALS);
    return errors.length > 0 ? { errors } : { removedId: promotionId, errors };
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const given = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(given.map(([key, part]) => [key, withoutNulls(part)]));
}
