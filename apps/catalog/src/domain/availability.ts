/** What the public may know about stock; exact numbers are the shop's own affair. */
export type Availability = 'IN_STOCK' | 'LOW' | 'OUT_OF_STOCK';

/** With this many units or fewer a customer had better hurry. */
export const LOW_STOCK = 5;

export function availabilityOf(available: number): Availability {
  if (available <= 0) return 'OUT_OF_STOCK';
  return available <= LOW_STOCK ? 'LOW' : 'IN_STOCK';
}
