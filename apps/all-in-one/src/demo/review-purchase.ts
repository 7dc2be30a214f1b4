import type { Narrator } from './narrator.ts';
import { patiently } from './patiently.ts';
import type { People } from './people.ts';

/** What is said of something that was bought. */
export interface SaidReview {
  readonly review: { readonly rating: number; readonly title: string; readonly text: string };
  /** What a reader asks or says to it. */
  readonly comment: string;
  /** What the shop answers. */
  readonly answer: string;
}

interface ToWrite {
  readonly order: { readonly reviewsToWrite: readonly { readonly id: string; readonly name: string }[] };
}

interface Written {
  readonly review: { readonly id: string; readonly version: number };
}

const TO_WRITE = 'query ($id: ID!) { order(id: $id) { reviewsToWrite { id name } } }';
const WRITE = `mutation ($input: WriteReviewInput!) {
  writeReview(input: $input) { review { id version } errors { code message } }
}`;
const APPROVE = 'mutation ($input: ApprovalInput!) { approveReview(input: $input) { errors { code message } } }';
const COMMENT = `mutation ($input: AddCommentInput!) {
  addComment(input: $input) { comment { id } errors { code message } }
}`;
const LIKE = 'mutation ($id: ID!) { likeReview(id: $id) { errors { code message } } }';

/** A customer reviews one thing of a paid order; the staff lets it stand, a reader likes it and says so, the shop answers. */
export async function reviewPurchase(
  { customer, staff, reader }: People,
  { orderId, review, comment, answer }: SaidReview & { readonly orderId: string },
  narrator: Narrator,
): Promise<void> {
  const product = await patiently('reviews to hear of the purchase', async () => {
    const { order } = await customer.graphql<ToWrite>(TO_WRITE, { id: orderId });
    return order.reviewsToWrite[0];
  });
  const input = { productId: product.id, ...review };
  const { id, version } = (await customer.change<Written>(WRITE, { input })).review;
  narrator.say(`reviewed "${product.name}" with ${review.rating} stars: ${review.title}`);
  await staff.change(APPROVE, { input: { id, expectedVersion: version } });
  narrator.say('the staff has looked at it, so everybody sees it');
  await reader.change(LIKE, { id });
  const said = await reader.change<{ comment: { id: string } }>(COMMENT, { input: { reviewId: id, text: comment } });
  await staff.change(COMMENT, { input: { reviewId: id, parentId: said.comment.id, text: answer } });
  narrator.say('somebody likes it and comments on it, and the shop answers');
}
