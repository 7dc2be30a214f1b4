import { ShopClient } from '@tovar/all-in-one';
import { logIn } from './person.ts';
import type { Login } from './shop-process.ts';

/** A product with a variant of which there is plenty. */
export interface StockedProduct {
  readonly id: string;
  readonly version: number;
  readonly variantId: string;
}

interface Found {
  readonly products: {
    readonly nodes: readonly { id: string; version: number; variants: { id: string; availability: string }[] }[];
  };
}

const PRODUCTS = '{ products(first: 50) { nodes { id version variants { id availability } } } }';

/** A manager who takes in stock and makes prices, by REST; each answers its status. */
export class StockKeeper {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    readonly products: readonly StockedProduct[],
  ) {}

  static async loggedIn(url: string, login: Login): Promise<StockKeeper> {
    const { accessToken } = await logIn(url, login);
    const { products } = await new ShopClient(url).graphql<Found>(PRODUCTS);
    const stocked = products.nodes.flatMap(({ id, version, variants: [first] }) =>
      first?.availability === 'IN_STOCK' ? { id, version, variantId: first.id } : [],
    );
    return new StockKeeper(url, accessToken, stocked);
  }

  /** The n-th of the products, and from the first one again after the last. */
  product(number: number): StockedProduct {
    return this.products[number % this.products.length] as StockedProduct;
  }

  receive({ variantId }: StockedProduct): Promise<number> {
    return this.post(`/api/v1/stock/${variantId}/receipts`, { quantity: 1, reason: 'found' });
  }

  /** A price that begins so late that a test has to let the time pass. */
  schedulePrice({ id, version, variantId }: StockedProduct): Promise<number> {
    const price = { variantId, amount: '1299', currency: 'EUR', validFrom: '2100-01-01T00:00:00Z' };
    return this.post(`/api/v1/products/${id}/prices`, { prices: [price] }, { 'if-match': `"${version}"` });
  }

  private async post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<number> {
    const { status } = await fetch(this.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return status;
  }
}
