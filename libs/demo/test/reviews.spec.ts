import { demoShop } from '../src/index.ts';

describe('demo reviews', () => {
  const shop = demoShop({ seed: 7, size: 1_000 });
  const byProduct = [...shop.reviews()];
  const reviews = byProduct.flat();
  const created = new Map([...shop.products()].map(({ id, createdAt }) => [id, createdAt]));
  const customers = new Map([...shop.customers(shop.customerCount)].map((each) => [each.id, each]));

  it('have the shape of a lying J: five stars first, then four, one, three and two', () => {
    const count = (stars: number): number => reviews.filter(({ rating }) => rating === stars).length;
    const shape = [5, 4, 1, 3, 2].map(count);
    expect(shape).toEqual(shape.toSorted((a, b) => b - a));
    expect(count(5) / reviews.length).toBeGreaterThan(0.45);
  });

  it('are one of each person and product, later than both', () => {
    expect(new Set(reviews.map(({ authorId, productId }) => authorId + productId)).size).toBe(reviews.length);
    const tooEarly = reviews.filter(({ productId, authorId, createdAt }) => {
      const author = customers.get(authorId);
      return !author || createdAt < author.registeredAt || createdAt < (created.get(productId) ?? createdAt);
    });
    expect(tooEarly).toEqual([]);
  });

  it('are liked and answered by others, once each', () => {
    expect(reviews.filter(({ authorId, likedBy }) => likedBy.includes(authorId))).toEqual([]);
    expect(reviews.filter(({ likedBy }) => new Set(likedBy).size !== likedBy.length)).toEqual([]);
    expect(reviews.some(({ comments }) => comments.length > 0)).toBe(true);
  });

  it('are many of few products, and none of some', () => {
    const most = byProduct.map(({ length }) => length).toSorted((a, b) => b - a);
    const ofTheFirstFifth = most.slice(0, shop.productCount / 5).reduce((sum, each) => sum + each, 0);
    expect(ofTheFirstFifth / reviews.length).toBeGreaterThan(0.6);
    expect(byProduct.length).toBe(shop.productCount);
    expect(most.at(-1)).toBe(0);
  });

  it('are no more in a large shop than its customers could write', () => {
    const large = demoShop({ seed: 7, size: 20_000 });
    const count = [...large.reviews()].flat().length;
    expect(count / large.customerCount).toBeGreaterThan(10);
    expect(count / large.customerCount).toBeLessThan(25);
  });

  it('are the same each time', () => {
    expect([...demoShop({ seed: 7, size: 1_000 }).reviews()]).toEqual(byProduct);
  });
});
