import { randomUUID } from 'node:crypto';
import { ShopClient, visitBuyerPage } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';

/** A cart that is ready to be ordered. */
export interface FilledCart {
  readonly id: string;
  readonly token?: string;
  readonly version: number;
  readonly total: { readonly amount: string; readonly currency: string };
}

/** An order as a storefront sees it. */
export interface SeenOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly paymentUrl: string | null;
}

interface CreatedCart {
  readonly createCart: {
    readonly cart: {
      readonly id: string;
      readonly deliveryOptions: readonly { readonly methodId: string; readonly code: string }[];
    } | null;
    readonly token: string | null;
    readonly errors: readonly object[];
  };
}

/** Where everything is delivered to. */
const BERLIN = {
  recipient: 'Anna Schmidt',
  line1: 'Torstraße 1',
  city: 'Berlin',
  postalCode: '10119',
  country: 'DE',
};

/** Where CDEK brings things to. */
const NOVOSIBIRSK = {
  recipient: 'Анна Иванова',
  line1: 'Красный проспект, 1',
  city: 'Новосибирск',
  postalCode: '630099',
  country: 'RU',
  phone: '+73832000000',
};

/** What placeOrder answered. */
export interface Placing {
  readonly order: SeenOrder | null;
  readonly guestToken: string | null;
  readonly errors: readonly { readonly code: string; readonly available?: number }[];
}

const ORDER = 'id orderNumber status paymentStatus paymentUrl';
const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order { ${ORDER} } guestToken
    errors { code message ... on InsufficientStockError { available } }
  }
}`;
const CREATE = `mutation ($input: CreateCartInput!) {
  createCart(input: $input) { cart { id deliveryOptions { methodId code } } token errors { code message } }
}`;
const UPDATE = `mutation ($input: UpdateCartInput!) {
  updateCart(input: $input) { cart { id version total { amount currency } } }
}`;
const READ = `query ($id: ID!, $token: String) { order(id: $id, token: $token) { ${ORDER} } }`;

/** Somebody who buys through the public API; without an access token a guest. */
export class Buyer {
  readonly shop: ShopClient;

  private readonly isGuest: boolean;

  /** Pays by the provider that the shop prefers, unless it is given. */
  constructor(
    url: string,
    accessToken?: string,
    private readonly paysBy?: 'paypal' | 'yookassa',
  ) {
    this.shop = new ShopClient(url, accessToken);
    this.isGuest = accessToken === undefined;
  }

  static async loggedIn(url: string, login: { email: string; password: string }): Promise<Buyer> {
    const { logIn } = await new ShopClient(url).graphql<{ logIn: { tokens: { accessToken: string } } }>(
      'mutation ($input: LogInInput!) { logIn(input: $input) { tokens { accessToken } } }',
      { input: { email: login.email, password: login.password } },
    );
    return new Buyer(url, logIn.tokens.accessToken);
  }

  /** A cart with one thing in Berlin that is delivered in the cheapest way, in two calls. */
  fillCart(variantId: string, quantity = 1, email?: string): Promise<FilledCart> {
    return this.fillCartWith([{ variantId, quantity }], email);
  }

  async fillCartWith(
    lines: readonly { variantId: string; quantity: number }[],
    email = this.isGuest ? 'guest@example.com' : null,
    currency = 'EUR',
  ): Promise<FilledCart> {
    const { createCart } = await this.shop.graphql<CreatedCart>(CREATE, {
      input: { currency, lines, deliveryAddress: BERLIN, email },
    });
    const { cart, token, errors } = createCart;
    if (!cart) throw new Error(`The cart was refused: ${JSON.stringify(errors)}`);
    const deliveryMethodId = cart.deliveryOptions[0]?.methodId;
    const { updateCart } = await this.shop.graphql<{ updateCart: { cart: Omit<FilledCart, 'token'> } }>(UPDATE, {
      input: { cartId: cart.id, token, deliveryMethodId, paymentProvider: this.paysBy },
    });
    return { ...updateCart.cart, token: token ?? undefined };
  }

  /** A guest's cart in Novosibirsk that CDEK brings to the door, in roubles. */
  async fillCartByCdek(variantId: string): Promise<FilledCart> {
    const { createCart } = await this.shop.graphql<CreatedCart>(CREATE, {
      input: {
        currency: 'RUB',
        lines: [{ variantId, quantity: 1 }],
        deliveryAddress: NOVOSIBIRSK,
        email: 'guest@example.com',
      },
    });
    const { cart, token, errors } = createCart;
    const option = cart?.deliveryOptions.find(({ code }) => code === 'cdek-courier');
    if (!cart || !option) throw new Error(`CDEK does not bring it: ${JSON.stringify([errors, cart])}`);
    const { updateCart } = await this.shop.graphql<{ updateCart: { cart: Omit<FilledCart, 'token'> } }>(UPDATE, {
      input: { cartId: cart.id, token, deliveryMethodId: option.methodId, paymentProvider: 'yookassa' },
    });
    return { ...updateCart.cart, token: token ?? undefined };
  }

  /** One more line; the cart as it is then. */
  async addLine(cart: FilledCart, variantId: string, quantity = 1): Promise<FilledCart> {
    const { addCartLine } = await this.shop.graphql<{ addCartLine: { cart: Omit<FilledCart, 'token'> } }>(
      'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { cart { id version total { amount currency } } } }',
      { input: { cartId: cart.id, token: cart.token, variantId, quantity } },
    );
    return { ...addCartLine.cart, token: cart.token };
  }

  /** A customer's cart ends a moment after its order can be paid; what is ordered next has another one. */
  async seesCartEnded(): Promise<void> {
    if (this.isGuest) return;
    await waitFor('the cart to end', async () => {
      const { myCart } = await this.shop.graphql<{ myCart: { lines: object[] } }>('{ myCart { lines { quantity } } }');
      return myCart.lines.length === 0;
    });
  }

  async placeOrder(cart: FilledCart, idempotencyKey: string = randomUUID()): Promise<Placing> {
    const { placeOrder } = await this.shop.graphql<{ placeOrder: Placing }>(PLACE, {
      input: {
        cartId: cart.id,
        cartToken: cart.token,
        expectedVersion: cart.version,
        expectedTotal: cart.total,
        idempotencyKey,
      },
    });
    return placeOrder;
  }

  /** Cart and order in one go. */
  async order(variantId: string, quantity = 1, email?: string): Promise<Placing & { order: SeenOrder }> {
    const placed = await this.placeOrder(await this.fillCart(variantId, quantity, email));
    if (!placed.order) throw new Error(`The order was refused: ${JSON.stringify(placed.errors)}`);
    return { ...placed, order: placed.order };
  }

  async read({ id }: { id: string }, token: string | null): Promise<SeenOrder> {
    const { order } = await this.shop.graphql<{ order: SeenOrder }>(READ, { id, token });
    return order;
  }

  /** Waits until the order has the status, and returns it as it is then. */
  seesStatus(placed: Placing, status: string, timeoutMs = 30_000): Promise<SeenOrder> {
    return this.sees(placed, { status }, timeoutMs);
  }

  /** Whether the order can be paid, once that is decided: on a busy machine it is not yet when the order is answered. */
  async seesDecided(placed?: Placing): Promise<boolean> {
    if (!placed?.order) return false;
    const { order, guestToken } = placed;
    const seen = await waitFor(`order ${order.orderNumber} to be accepted or cancelled`, async () => {
      const { status, paymentUrl } = await this.read(order, guestToken);
      return (paymentUrl !== null || status === 'CANCELLED') && { paymentUrl };
    });
    return seen.paymentUrl !== null;
  }

  /** Waits until the order is as wished, and returns it as it is then. */
  async sees(placed: Placing, wished: Partial<SeenOrder>, timeoutMs = 30_000): Promise<SeenOrder> {
    const { order, guestToken } = placed;
    if (!order) throw new Error('There is no order to see.');
    return waitFor(
      `order ${order.orderNumber} to be ${Object.values(wished).join(', ')}`,
      async () => {
        const seen = await this.read(order, guestToken);
        const isAsWished = Object.entries(wished).every(([field, value]) => seen[field as keyof SeenOrder] === value);
        return isAsWished && seen;
      },
      timeoutMs,
    );
  }

  /** Follows the order live until it has the status, as a page that is open would: no request is repeated. */
  async follows(placed: Placing, status: string, whenOpen?: () => void): Promise<void> {
    const { order, guestToken } = placed;
    const subscription = `subscription ($id: ID!, $token: String) { orderUpdated(id: $id, token: $token) { status } }`;
    const news = this.shop.follow<{ orderUpdated: { status: string } }>(subscription, {
      id: order?.id,
      token: guestToken,
    });
    for await (const { orderUpdated } of news) {
      // The first is told as soon as one follows: how the order stands.
      whenOpen?.();
      if (orderUpdated.status === status) return;
    }
    throw new Error(`Order ${order?.orderNumber} was followed to its end and was never ${status}.`);
  }

  /** The first that the gateway tells of an order whose events up to `lastEventId` are known; then nobody listens any more. */
  async firstNews({ order, guestToken }: Placing, lastEventId?: string): Promise<{ eventId: string; status: string }> {
    const query = 'subscription ($id: ID!, $token: String) { orderUpdated(id: $id, token: $token) { status } }';
    const response = await fetch(`${this.shop.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      body: JSON.stringify({ query, variables: { id: order?.id, token: guestToken } }),
    });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const [, eventId] = /^id: (.*)$/m.exec(text) ?? [];
      const [, status] = /"status":"(\w+)"/.exec(text) ?? [];
      if (eventId !== undefined && status !== undefined) return { eventId, status };
    }
    throw new Error(`There was no news: ${text}`);
  }

  /** Follows a placed order until it can be paid, and says where; undefined when it is over: others were faster. */
  async pageOrEnd({ order, guestToken }: Placing): Promise<string | undefined> {
    if (!order) return undefined;
    if (order.paymentUrl) return order.paymentUrl;
    const subscription = `subscription ($id: ID!, $token: String) { orderUpdated(id: $id, token: $token) { ${ORDER} } }`;
    const news = this.shop.follow<{ orderUpdated: SeenOrder }>(subscription, { id: order.id, token: guestToken });
    for await (const { orderUpdated } of news) {
      if (orderUpdated.status === 'CANCELLED') return undefined;
      if (orderUpdated.paymentUrl) return orderUpdated.paymentUrl;
    }
    throw new Error(`Order ${order.orderNumber} was followed to its end and could never be paid.`);
  }

  /** The provider's page of a placed order, once there is one. */
  async paymentUrl(placed: Placing): Promise<string> {
    const { order, guestToken } = placed;
    if (!order) throw new Error('There is no order to pay.');
    return waitFor(
      'the payment page',
      async () => order.paymentUrl ?? (await this.read(order, guestToken)).paymentUrl ?? undefined,
    );
  }

  async pay(placed: Placing, choice: 'pay' | 'decline' | 'cancel' = 'pay', returns = true): Promise<string> {
    return visitBuyerPage(await this.paymentUrl(placed), choice, returns);
  }
}
