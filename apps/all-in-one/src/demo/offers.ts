import { CommandLineError } from '../command-line.ts';
import type { Narrator } from './narrator.ts';
import type { ShopClient } from './shop-client.ts';

/** Something that can be had now. */
export interface Offer {
  readonly name: string;
  readonly variantId: string;
  readonly priceMinor: bigint;
}

interface Browsed {
  readonly products: {
    readonly nodes: readonly {
      readonly name: string;
      readonly myReview: { readonly id: string } | null;
      readonly variants: readonly {
        readonly id: string;
        readonly availability: string;
        readonly price: { readonly money: { readonly amount: string } } | null;
      }[];
    }[];
  };
}

const PAGE = `{ products(first: 40) {
  nodes { name myReview { id } variants { id availability price { money { amount } } } }
} }`;
/** What one person of the staff may give back alone, with room for the delivery. */
const CHEAP_MINOR = 8_000n;

/** Of each product on the first page the first variant that is in stock; what whoever asks has reviewed comes last. */
export async function offersOf(shop: ShopClient): Promise<Offer[]> {
  const { products } = await shop.graphql<Browsed>(PAGE);
  const isReviewed = (product: Browsed['products']['nodes'][number]): number => Number(product.myReview !== null);
  const inTurn = products.nodes.toSorted((one, other) => isReviewed(one) - isReviewed(other));
  return inTurn.flatMap(({ name, variants }) => {
    const variant = variants.find(({ availability, price }) => availability === 'IN_STOCK' && price !== null);
    return variant?.price ? [{ name, variantId: variant.id, priceMinor: BigInt(variant.price.money.amount) }] : [];
  });
}

/** Those of them that can be given back without a second person's consent. */
export function cheap(offers: readonly Offer[]): Offer[] {
  return offers.filter(({ priceMinor }) => priceMinor <= CHEAP_MINOR);
}

/** The variants that somebody buys. Throws `CommandLineError` when there are too few. */
export function chosen(offers: readonly Offer[], count: number, narrator: Narrator): string[] {
  const bought = offers.slice(0, count);
  if (bought.length < count) throw new CommandLineError('Too little on the first page of the shop is in stock.');
  for (const { name } of bought) narrator.say(`found "${name}"`);
  return bought.map(({ variantId }) => variantId);
}
