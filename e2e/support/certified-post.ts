import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';

export interface CertifiedPost {
  /** The service that is asked, and where it is. */
  readonly callee: string;
  readonly address: URL;
  /** The folder with the caller's certificate; a caller without one is nobody. */
  readonly certificates?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** Posts GraphQL to a service itself, over the link's own protocol. Rejects when the service does not even talk to the caller. */
export async function certifiedPost({ callee, address, certificates, headers, body }: CertifiedPost) {
  const names = ['tls.crt', 'tls.key', 'ca.crt'];
  const [cert, key, ca] = certificates
    ? await Promise.all(names.map((name) => readFile(join(certificates, name))))
    : [];
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asking = request({
      host: address.hostname,
      port: address.port,
      cert,
      key,
      ca,
      agent: false,
      servername: callee,
      rejectUnauthorized: certificates !== undefined,
      checkServerIdentity: () => undefined,
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
    });
    asking.once('error', reject);
    asking.once('response', (response) => {
      response
        .toArray()
        .then((chunks) =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks as Buffer[]).toString('utf8') }),
        )
        .catch(reject);
    });
    asking.end(JSON.stringify(body));
  });
}
