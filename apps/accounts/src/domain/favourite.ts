import { DomainError } from '@tovar/platform';

/** A product that somebody wants to find again. */
export interface Favourite {
  readonly productId: string;
  readonly addedAt: Date;
}

export const MOST_FAVOURITES = 500;

/** The list is full. */
export class TooManyFavourites extends DomainError {
  readonly code = 'TOO_MANY_FAVOURITES';
  override readonly kind = 'conflict';
  constructor() {
    super(`An account keeps at most ${MOST_FAVOURITES} favourites. Remove one first.`, { allowed: MOST_FAVOURITES });
  }
}
