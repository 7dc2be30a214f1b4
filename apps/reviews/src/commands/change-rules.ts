import { Injectable } from '@nestjs/common';
import { Database, VersionConflict } from '@tovar/platform';
import { z } from 'zod';
import { PUBLISHINGS, REVIEWERS } from '../domain/review-rules.ts';
import { TermsOfReviewing } from '../queries/reviewing-terms.ts';

/** What is left out stays as it is. */
export const ruleChanges = z.strictObject({
  whoMayReview: z.enum(REVIEWERS).nullish(),
  publishing: z.enum(PUBLISHINGS).nullish(),
});
export type RuleChanges = z.output<typeof ruleChanges>;

export const changeRulesInput = ruleChanges.extend({ expectedVersion: z.int() });
export type ChangeRulesInput = z.output<typeof changeRulesInput>;

/** The shop's owners decide who may review, and whether a moderator looks first. What is written already stays as it is. */
@Injectable()
export class ChangeRules {
  constructor(
    private readonly database: Database,
    private readonly terms: TermsOfReviewing,
  ) {}

  /** Throws `VersionConflict`. */
  async execute({ expectedVersion, whoMayReview, publishing }: ChangeRulesInput): Promise<void> {
    const changed = await this.database.prepared(CHANGE, [expectedVersion, whoMayReview, publishing]);
    if (changed.length === 0) throw new VersionConflict('The rules of reviewing', (await this.terms.rules()).version);
  }
}

const CHANGE = {
  name: 'review-rules.change',
  text: `UPDATE review_rules SET version = version + 1, who_may_review = coalesce($2, who_may_review),
                publishing = coalesce($3, publishing)
          WHERE version = $1 RETURNING version`,
};
