import { guestCart, wholeCheckout } from './buying.ts';
import type { Journey } from './journey.ts';
import { commentToInbox, reviewAndBack } from './reviewing.ts';

/** All journeys that the bench walks, in the order of the table. */
export const journeys: readonly Journey[] = [guestCart, wholeCheckout, reviewAndBack, commentToInbox];
