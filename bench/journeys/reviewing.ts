import { ShopClient, ShopRefused } from '@tovar/all-in-one';
import { logIn } from '../../e2e/support/person.ts';
import type { Journey, VisitedShop } from './journey.ts';

const WRITE =
  'mutation ($input: WriteReviewInput!) { writeReview(input: $input) { review { id } errors { code message } } }';
const DELETE = 'mutation ($id: ID!) { deleteReview(id: $id) { errors { code message } } }';
const COMMENT =
  'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code message } } }';
const INBOX = 'subscription { inboxUpdated(first: 50) { edges { node { id kind path } } } }';
const WORDS = {
  rating: 4,
  title: 'Does what it should',
  text: 'Used it for a month, every day, and it is as good as new.',
};
/** As many comments are waited for at a time at most. */
const REVIEWS = 16;

/** A review of one of a hundred products, and taken back, so that it can be written again: two writes. */
export const reviewAndBack: Journey = {
  name: 'write a review, and take it back',
  visitors: [1, 16],
  async begin(shop) {
    const customer = await clientOf(shop, 'customer');
    const free = await productIds(customer, 100);
    return {
      walk: async () => {
        const productId = free.shift() ?? '';
        const { review } = await written(customer, productId);
        await customer.change(DELETE, { id: review.id });
        free.push(productId);
      },
    };
  },
};

/** From somebody's comment to the moment at which the review's author, who has the inbox open, is told of it. */
export const commentToInbox: Journey = {
  name: 'a comment, until its reader is told live',
  visitors: [1, REVIEWS],
  async begin(shop) {
    const [author, customer] = [await clientOf(shop, 'manager'), await clientOf(shop, 'customer')];
    await publishAtOnce(author);
    const free: string[] = [];
    for (const productId of await productIds(author, REVIEWS)) free.push(await reviewOf(author, productId));
    const inbox = await OpenInbox.open(author);
    return {
      walk: async () => {
        const reviewId = free.shift() ?? '';
        const told = inbox.next(reviewId);
        await Promise.all([told, customer.change(COMMENT, { input: { reviewId, text: 'Is it loud?' } })]);
        free.push(reviewId);
      },
      end: () => inbox.close(),
    };
  },
};

/** The inbox of somebody who looks at it all the time. */
class OpenInbox {
  private readonly seen = new Set<string>();
  private readonly awaited = new Map<string, () => void>();
  private readonly leaving = new AbortController();
  private readonly following: Promise<void>;

  private constructor(reader: ShopClient, whenOpen: () => void) {
    this.following = this.follow(reader, whenOpen);
  }

  static async open(reader: ShopClient): Promise<OpenInbox> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const inbox = new OpenInbox(reader, resolve);
    await Promise.race([promise, inbox.following]);
    return inbox;
  }

  /** Resolves when the next notification about the review is there. */
  next(reviewId: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.awaited.set(`/reviews/${reviewId}`, resolve);
    return promise;
  }

  async close(): Promise<void> {
    this.leaving.abort();
    await this.following.catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  }

  private async follow(reader: ShopClient, whenOpen: () => void): Promise<void> {
    for await (const { inboxUpdated } of reader.follow<Told>(INBOX, {}, this.leaving.signal)) {
      for (const { node } of inboxUpdated.edges) {
        if (this.seen.has(node.id)) continue;
        this.seen.add(node.id);
        this.awaited.get(node.path)?.();
      }
      whenOpen();
    }
  }
}

interface Told {
  readonly inboxUpdated: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly path: string } }[];
  };
}

interface Written {
  readonly review: { readonly id: string };
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

function written(client: ShopClient, productId: string): Promise<Written> {
  return client.change<Written>(WRITE, { input: { productId, ...WORDS } });
}

/** The one that there is from an earlier run is as good. */
async function reviewOf(author: ShopClient, productId: string): Promise<string> {
  try {
    return (await written(author, productId)).review.id;
  } catch (error) {
    if (!(error instanceof ShopRefused) || error.code !== 'ALREADY_REVIEWED') throw error;
    const mine = 'query ($id: ID!) { product(id: $id) { myReview { id } } }';
    const { product } = await author.graphql<{ product: { myReview: { id: string } } }>(mine, { id: productId });
    return product.myReview.id;
  }
}

async function publishAtOnce(manager: ShopClient): Promise<void> {
  const { headers } = await manager.rest('GET', '/api/v1/review-rules');
  const seen = { 'if-match': headers.get('etag') ?? '' };
  await manager.rest('PATCH', '/api/v1/review-rules', { publishing: 'AT_ONCE', whoMayReview: 'EVERYBODY' }, seen);
}

async function productIds(client: ShopClient, first: number): Promise<string[]> {
  const { products } = await client.graphql<{ products: { nodes: { id: string }[] } }>(
    'query ($first: Int!) { products(first: $first) { nodes { id } } }',
    { first },
  );
  return products.nodes.map(({ id }) => id);
}

async function clientOf(shop: VisitedShop, role: 'customer' | 'manager'): Promise<ShopClient> {
  const { accessToken } = await logIn(shop.url, await shop.login(role));
  return new ShopClient(shop.url, accessToken);
}
