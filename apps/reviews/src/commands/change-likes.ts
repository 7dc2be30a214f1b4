import { Injectable } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { Database, NotFound, Outbox, type PreparedStatement } from '@tovar/platform';
import { OwnLikeRefused } from '../domain/reviews.errors.ts';

export type Liked = 'review' | 'comment';

/**
 * Likes of reviews and comments. Both methods may be repeated. The like and the count change in one statement, so the
 * count is the number of those who like it, however many like and unlike at the same time.
 */
@Injectable()
export class ChangeLikes {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Throws `NotFound` for what is not shown, and `OwnLikeRefused`. */
  like(what: Liked, id: string, userId: string): Promise<void> {
    return this.change(what, 'liked', id, userId);
  }

  /** Throws as `like` does. */
  unlike(what: Liked, id: string, userId: string): Promise<void> {
    return this.change(what, 'unliked', id, userId);
  }

  private change(what: Liked, done: Done, id: string, userId: string): Promise<void> {
    return this.database.transaction(async () => {
      const [thing] = await this.database.prepared<LikedThing>(STATEMENTS[what][done], [id, userId]);
      if (!thing) throw new NotFound(what === 'review' ? 'The review' : 'The comment');
      const { isChanged, ...of } = thing;
      if (of.authorId === userId) throw new OwnLikeRefused();
      if (isChanged) await this.outbox.add({ events: [newsOf(what, done, { ...of, userId }, id)] }, this.database);
    });
  }
}

type Done = 'liked' | 'unliked';

interface LikedThing {
  readonly reviewId: string;
  readonly productId: string;
  readonly authorId: string;
  readonly isChanged: boolean;
}

function newsOf(
  what: Liked,
  done: Done,
  data: Omit<LikedThing, 'isChanged'> & { readonly userId: string },
  id: string,
): ShopEvent {
  const subject = data.reviewId;
  if (what === 'review') return { type: `review.${done}.v1`, subject, data };
  return { type: `comment.${done}.v1`, subject, data: { ...data, commentId: id } };
}

const SHOWN: Readonly<Record<Liked, string>> = {
  review: `
    SELECT id, id AS "reviewId", product_id AS "productId", author_id AS "authorId"
      FROM review WHERE id = $1 AND status = 'APPROVED'`,
  comment: `
    SELECT c.id, c.review_id AS "reviewId", r.product_id AS "productId", c.author_id AS "authorId"
      FROM comment c JOIN review r ON r.id = c.review_id
     WHERE c.id = $1 AND c.status = 'VISIBLE' AND r.status = 'APPROVED'`,
};

const liked = (what: Liked): PreparedStatement => ({
  name: `${what}.like`,
  text: `
    WITH shown AS (${SHOWN[what]}),
         added AS (INSERT INTO ${what}_like (${what}_id, user_id) SELECT id, $2 FROM shown WHERE "authorId" <> $2
                   ON CONFLICT DO NOTHING RETURNING ${what}_id AS id),
         counted AS (UPDATE ${what} SET likes = likes + 1 FROM added WHERE ${what}.id = added.id RETURNING 1)
    SELECT "reviewId", "productId", "authorId", EXISTS (SELECT FROM counted) AS "isChanged" FROM shown`,
});

const unliked = (what: Liked): PreparedStatement => ({
  name: `${what}.unlike`,
  text: `
    WITH shown AS (${SHOWN[what]}),
         taken AS (DELETE FROM ${what}_like WHERE ${what}_id = (SELECT id FROM shown) AND user_id = $2
                   RETURNING ${what}_id AS id),
         counted AS (UPDATE ${what} SET likes = likes - 1 FROM taken WHERE ${what}.id = taken.id RETURNING 1)
    SELECT "reviewId", "productId", "authorId", EXISTS (SELECT FROM counted) AS "isChanged" FROM shown`,
});

const STATEMENTS: Readonly<Record<Liked, Readonly<Record<Done, PreparedStatement>>>> = {
  review: { liked: liked('review'), unliked: unliked('review') },
  comment: { liked: liked('comment'), unliked: unliked('comment') },
};
