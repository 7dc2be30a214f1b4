import { Database, type StoredEvent } from '@tovar/platform';
import { type TestIdentity, type TestRequest, type TestResponse, TestShop, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { NoteProduct } from '../src/commands/note-product.ts';
import { ReviewsModule } from '../src/index.ts';

/** Somebody with an account. */
export type Person = TestIdentity & { readonly userId: string };

const TOLD = [
  'review.changed.v1',
  'review.commented.v1',
  'review.liked.v1',
  'review.unliked.v1',
  'comment.changed.v1',
  'comment.liked.v1',
  'comment.unliked.v1',
  'product.rated.v1',
];
export const MODERATOR: Person = aPerson(['reviews:write:own', 'reviews:moderate:any', 'reviews:manage:any']);

export function aPerson(scopes: readonly string[] = ['reviews:write:own']): Person {
  return { userId: uuidv7(), scopes };
}

/** Reviews alone; the test plays orders and the catalogue. */
export class ReviewsShop {
  readonly told: StoredEvent[] = [];

  private constructor(
    private readonly shop: TestShop,
    readonly database: Database,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<ReviewsShop> {
    const started = await TestShop.start({ reviews: ReviewsModule }, { environment });
    const reviews = new ReviewsShop(started, started.running.app('reviews').get(Database));
    await started.running.process.eventLog.tail({ types: TOLD }, (event) => reviews.told.push(event));
    return reviews;
  }

  get<T>(port: abstract new (...args: never[]) => T): T {
    return this.shop.running.app('reviews').get(port);
  }

  rest(request: TestRequest): Promise<TestResponse> {
    return this.shop.request('reviews', request);
  }

  graphql(query: string, variables: object = {}, as?: Person): Promise<TestResponse> {
    return this.shop.graphql('reviews', query, variables, { as });
  }

  /** From now on reviews are seen once they are written, or once a moderator has approved them. */
  async publish(when: 'AT_ONCE' | 'AFTER_APPROVAL'): Promise<void> {
    await this.database.query('UPDATE review_rules SET publishing = $1', [when]);
  }

  /** From now on customers see the product, unless more has been said of it before. */
  async sell(productId: string): Promise<void> {
    await this.get(NoteProduct).execute({ productId, version: 1, isPublished: true });
  }

  /** A review that everybody sees where no moderator looks first. */
  async write(given: { by?: Person; productId?: string } & Readonly<Record<string, unknown>> = {}) {
    const { by = aPerson(), productId = uuidv7(), ...words } = given;
    await this.sell(productId);
    const body = { productId, rating: 5, title: 'Good', text: 'It does what it should.', ...words };
    const { status, body: review } = await this.rest({ method: 'POST', path: '/api/v1/reviews', body, as: by });
    if (status !== 201) throw new Error(JSON.stringify(review));
    return review as { id: string; productId: string; version: number; status: string };
  }

  async comment(reviewId: string, by: Person, given: object = {}) {
    const path = `/api/v1/reviews/${reviewId}/comments`;
    const { status, body } = await this.rest({ method: 'POST', path, body: { text: 'Indeed.', ...given }, as: by });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body as { id: string; version: number; depth: number; parentId: string | null; isByStaff: boolean };
  }

  like(what: 'reviews' | 'comments', id: string, as: Person, method: 'PUT' | 'DELETE' = 'PUT'): Promise<TestResponse> {
    return this.rest({ method, path: `/api/v1/${what}/${id}/like`, as });
  }

  /** A moderator's decision, or a problem. */
  decide(path: string, version: number, body: object = {}, as: Person = MODERATOR): Promise<TestResponse> {
    return this.rest({ method: 'POST', path: `/api/v1/${path}`, body, as, headers: { 'if-match': `"${version}"` } });
  }

  async rating(productId: string) {
    return (await this.rest({ path: `/api/v1/products/${productId}/rating` })).body;
  }

  /** Says something as another service would. */
  async tell(type: string, subject: string, data: object): Promise<void> {
    await this.shop.running.process.eventLog.append('others', [{ type, subject, data }]);
  }

  /** The news of that type about a subject, once there are so many. */
  async news(type: string, subject: string, count = 1): Promise<StoredEvent[]> {
    return waitFor(`${count} × ${type}`, () => {
      const found = this.told.filter((event) => event.type === type && event.subject === subject);
      return found.length >= count && found;
    });
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }
}
