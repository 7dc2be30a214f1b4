import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Public, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { ChangeRules, changeRulesInput, type ChangeRulesInput } from '../commands/change-rules.ts';
import type { ReviewRules } from '../domain/review-rules.ts';
import { TermsOfReviewing } from '../queries/reviewing-terms.ts';

@Resolver()
export class ReviewRulesResolver {
  constructor(
    private readonly terms: TermsOfReviewing,
    private readonly changing: ChangeRules,
  ) {}

  @Public()
  @Query()
  reviewRules(): Promise<ReviewRules> {
    return this.terms.rules();
  }

  @RequiresScopes('reviews:manage:any')
  @Mutation()
  async changeReviewRules(
    @Args('input', new Parsed(changeRulesInput)) input: ChangeRulesInput,
  ): Promise<{ rules?: ReviewRules; errors: readonly UserError[] }> {
    const { errors } = await refusalsAsData(() => this.changing.execute(input), {
      VersionConflict: 'VersionConflictError',
    });
    return { rules: errors.length > 0 ? undefined : await this.terms.rules(), errors };
  }
}
