import { Injectable } from '@nestjs/common';
import { anyOf, Database, LruMap } from '@tovar/platform';
import { availabilityOf } from '../domain/availability.ts';
import { AVAILABLE, type ProductCard, STAMP } from './product-card.ts';
import { ProductCards } from './product-cards.ts';

/** A product as a list finds it: what its card says apart from stock is known by the stamp. */
export interface FoundProduct {
  readonly id: string;
  readonly stamp: string;
  readonly available: number | null;
}

/** About a kilobyte each. */
const MOST_REMEMBERED = 10_000;

/**
 * The cards of lists. What this process has read of a product it shows again while the product's stamp is the same, so a
 * list reads only who is on it and how much there is. It is never behind: the stamp was read for this very answer.
 */
@Injectable()
export class RememberedCards {
  private readonly remembered = new LruMap<string, ProductCard>(MOST_REMEMBERED);

  constructor(
    private readonly database: Database,
    private readonly cards: ProductCards,
  ) {}

  /** Of these ids those that customers see, by id. */
  async published(ids: readonly string[]): Promise<ReadonlyMap<string, ProductCard>> {
    return ids.length > 0 ? this.of(await this.database.prepared<FoundProduct>(FOUND, [ids])) : new Map();
  }

  /** Of those that customers see, by id. No statement, or one for all products that are new here or have changed. */
  async of(found: readonly FoundProduct[]): Promise<ReadonlyMap<string, ProductCard>> {
    const shown = new Map<string, ProductCard>();
    const unknown: string[] = [];
    for (const { id, stamp, available } of found) {
      const card = this.remembered.get(id);
      if (card?.stamp === stamp) shown.set(id, withStock(card, available));
      else unknown.push(id);
    }
    for (const [id, card] of await this.cards.published(unknown)) {
      this.remembered.set(id, card);
      shown.set(id, card);
    }
    return shown;
  }
}

const FOUND = {
  name: 'products.found',
  text: `
    SELECT p.id, ${STAMP} AS stamp, ${AVAILABLE} AS available
      FROM product p WHERE p.id = ${anyOf('uuid')} AND p.status = 'PUBLISHED'`,
};

function withStock(card: ProductCard, available: number | null): ProductCard {
  const availability = availabilityOf(available ?? 0);
  return availability === card.availability ? card : { ...card, availability };
}
