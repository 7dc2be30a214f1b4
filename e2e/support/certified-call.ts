import { certifiedPost } from './certified-post.ts';
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
  const { status, text } = await certifiedPost({
    callee,
    address: shop.addressOf(callee),
    certificates: shop.certificates.folderOf(caller),
    // Who calls is what the certificate says, whatever else is said.
    headers: { 'x-tovar-caller': 'gateway', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: { query },
  });
  return { status, body: JSON.parse(text) as object };
}
