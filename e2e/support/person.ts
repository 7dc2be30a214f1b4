import { ShopClient } from '@tovar/all-in-one';

export interface LoggedIn {
  readonly accessToken: string;
  readonly sessionId: string;
}

/** A new session of somebody who has a login. */
export async function logIn(url: string, { email, password }: { email: string; password: string }): Promise<LoggedIn> {
  const { logIn: payload } = await new ShopClient(url).graphql<{ logIn: { tokens: LoggedIn } }>(
    'mutation ($input: LogInInput!) { logIn(input: $input) { tokens { accessToken sessionId } } }',
    { input: { email, password } },
  );
  return payload.tokens;
}

/** The status with which a route answers to these credentials. */
export async function statusFor(url: string, path: string, authorization: string): Promise<number> {
  return (await fetch(url + path, { headers: { authorization } })).status;
}

/** Some product that everybody sees. */
export async function firstProduct(client: ShopClient): Promise<{ id: string; name: string }> {
  const { products } = await client.graphql<{ products: { nodes: { id: string; name: string }[] } }>(
    '{ products(first: 1) { nodes { id name } } }',
  );
  const [product] = products.nodes;
  if (!product) throw new Error('The shop is empty.');
  return product;
}
