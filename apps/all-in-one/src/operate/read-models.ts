/** Services that fold from the log what they read, and what that is; a test holds this against the services themselves. */
export const READ_MODELS = {
  catalog: "ratings        what lists and filters know of products' ratings",
  orders: 'order-views    what customers and staff read of orders',
  reviews: 'purchases      who has bought what, and what there is to review',
  notifications: 'favourites     who wants to hear of which product',
  analytics: 'reports        all that is counted',
} as const;

/** A line for each. */
export function readModelLines(): string {
  return Object.entries(READ_MODELS)
    .map(([service, what]) => `  ${service.padEnd(14)}${what}\n`)
    .join('');
}
