import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import type { ServedShop } from './served-shop.ts';

export interface CertifiedQuery {
  readonly caller: string;
  readonly callee: string;
  readonly query: string;
  readonly token?: string;
}

/** Asks a service itself, with the certificate of another one. */
export async function askAs(
  shop: ServedShop,
  { caller, callee, query, token }: CertifiedQuery,
): Promise<{ status: number; body: { code?: string; errors?: { extensions: { code: string } }[] } }> {
  const folder = shop.certificates.folderOf(caller);
  const [cert, key, ca] = await Promise.all(
    ['tls.crt', 'tls.key', 'ca.crt'].map((name) => readFile(join(folder, name))),
  );
  const { hostname: host, port } = shop.addressOf(callee);
  return new Promise((resolve, reject) => {
    const asking = request({
      host,
      port,
      cert,
      key,
      ca,
      agent: false,
      servername: callee,
      checkServerIdentity: () => undefined,
      method: 'POST',
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        // Who calls is what the certificate says, whatever else is said.
        'x-tovar-caller': 'gateway',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    asking.once('error', reject);
    asking.once('response', (response) => {
      const answer = async (): Promise<void> => {
        const text = Buffer.concat(await response.toArray()).toString('utf8');
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as object });
      };
      answer().catch(reject);
    });
    asking.end(JSON.stringify({ query }));
  });
}
