import type { TestIdentity, TestResponse, TestShop } from '@tovar/testing';
import { waitFor } from '@tovar/testing';
import { promotionBody } from './builders.ts';

export const STAFF: TestIdentity = { scopes: ['promotions:read:any', 'promotions:write:any'] };

/** A guest's cart by REST, as a test needs it. */
export interface GuestCart {
  readonly id: string;
  readonly token: string;
  readonly headers: Record<string, string>;
  readonly body: TestResponse['body'];
}

/** Speaks REST to a cart service under test. */
export class CartClient {
  constructor(private readonly shop: () => TestShop) {}

  async guest(contents: object = {}): Promise<GuestCart> {
    const { body } = await this.create(contents);
    if (!body.cart) throw new Error(`The cart was refused: ${JSON.stringify(body)}`);
    return { id: body.cart.id, token: body.token, headers: { 'x-cart-token': body.token }, body: body.cart };
  }

  create(contents: object, more: object = {}): Promise<TestResponse> {
    return this.shop().request('cart', { method: 'POST', path: '/api/v1/carts', body: contents, ...more });
  }

  read({ id, headers }: GuestCart): Promise<TestResponse> {
    return this.shop().request('cart', { path: `/api/v1/carts/${id}`, headers });
  }

  patch({ id, headers }: GuestCart, body: object): Promise<TestResponse> {
    return this.shop().request('cart', { method: 'PATCH', path: `/api/v1/carts/${id}`, body, headers });
  }

  addCode({ id, headers }: GuestCart, code: string, more: Record<string, string> = {}): Promise<TestResponse> {
    const path = `/api/v1/carts/${id}/codes`;
    return this.shop().request('cart', { method: 'POST', path, body: { code }, headers: { ...headers, ...more } });
  }

  /** A promotion that carts are priced by already. */
  async promote(fields: Parameters<typeof promotionBody>[0]): Promise<{ id: string; version: number }> {
    const body = promotionBody(fields);
    const created = await this.shop().request('cart', { method: 'POST', path: '/api/v1/promotions', body, as: STAFF });
    if (created.status !== 201) throw new Error(`The promotion was refused: ${JSON.stringify(created.body)}`);
    return created.body;
  }

  /** Waits until a cart looks as wished: news of promotions take a moment. */
  sees(cart: GuestCart, isAsWished: (body: TestResponse['body']) => boolean): Promise<TestResponse['body']> {
    return waitFor('the cart to look as wished', async () => {
      const { body } = await this.read(cart);
      return isAsWished(body) && body;
    });
  }
}
