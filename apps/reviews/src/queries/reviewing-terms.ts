import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { ReviewingTerms } from '../domain/review.ts';
import type { ReviewRules } from '../domain/review-rules.ts';

/** What is known of a person who wants to review a product. */
export interface KnownTerms extends ReviewingTerms {
  /** Whether there is such a product, and customers see it. */
  readonly isPublished: boolean;
}

/** What decides whether somebody may review a product. */
@Injectable()
export class TermsOfReviewing {
  constructor(private readonly database: Database) {}

  /** One statement. */
  async of(productId: string, customerId: string): Promise<KnownTerms> {
    const [row] = await this.database.prepared<TermsRow>(TERMS, [productId, customerId]);
    if (!row) throw new Error('The rules of reviewing are missing.');
    const { hasBought, earlierReviewId, isPublished, ...rules } = row;
    return { rules, hasBought, earlierReviewId, isPublished };
  }

  async rules(): Promise<ReviewRules> {
    const [rules] = await this.database.prepared<ReviewRules>(RULES, []);
    if (!rules) throw new Error('The rules of reviewing are missing.');
    return rules;
  }
}

interface TermsRow extends ReviewRules {
  readonly hasBought: boolean;
  readonly earlierReviewId: string | null;
  readonly isPublished: boolean;
}

const RULE_COLUMNS = 'who_may_review AS "whoMayReview", publishing, version';
const RULES = { name: 'review-rules', text: `SELECT ${RULE_COLUMNS} FROM review_rules` };
const TERMS = {
  name: 'review-terms',
  text: `
    SELECT ${RULE_COLUMNS},
           EXISTS (SELECT FROM known_product WHERE product_id = $1 AND is_published) AS "isPublished",
           EXISTS (SELECT FROM purchase WHERE customer_id = $2 AND product_id = $1 AND is_paid) AS "hasBought",
           (SELECT id FROM review WHERE author_id = $2 AND product_id = $1) AS "earlierReviewId"
      FROM review_rules`,
};
