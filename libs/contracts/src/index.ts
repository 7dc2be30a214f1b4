export * from './address/index.ts';
export * from './calls/index.ts';
export { emailHashOf } from './email-hash.ts';
export { MOST_SHOWN } from './events/activity.events.ts';
export { PRODUCT_CHANGES, type ProductChange } from './events/catalog.events.ts';
export * from './events/index.ts';
export { COMMENT_CHANGES, type CommentChange, REVIEW_CHANGES, type ReviewChange } from './events/reviews.events.ts';
export {
  FULFILLMENT_STATUSES,
  type FulfillmentStatus,
  RETURN_STATUSES,
  type ReturnStatus,
} from './events/shipping.events.ts';
export { id, localized, moment } from './events/identifiers.ts';
export * from './money/index.ts';
