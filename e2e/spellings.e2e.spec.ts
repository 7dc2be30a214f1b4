import { accessOf, everyScope, scopesOf } from './support/access-of.ts';
import { committedOperations, type CommittedOperation } from './support/committed-documents.ts';
import { inBatches } from './support/in-batches.ts';
import { NOBODY } from './support/known-ids.ts';
import { type ExactAnswer, sendExactly } from './support/raw-request.ts';
import { restRequest } from './support/rest-request.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

/** Without an answer of its own that anybody may have. */
const REFUSED = [400, 401, 403, 404, 405, 415];

/** Ways to write a path that some part of a server may take for the path itself, and another for something else. */
const SPELLINGS: Readonly<Record<string, (path: string) => string>> = {
  'a slash at the end': (path) => `${path}/`,
  'two slashes at the start': (path) => `/${path}`,
  'two slashes inside': (path) => path.replace(/\/(?=[^/]*$)/, '//'),
  'an encoded letter': (path) => path.replace('/a', '/%61'),
  'an encoded letter at its end': (path) => path.replace(/\w$/, encoded),
  'a letter encoded twice': (path) => path.replace('/a', '/%2561'),
  'an encoded slash': (path) => path.replace(/\/(?=[^/]*$)/, '%2f'),
  'a backslash': (path) => path.replace(/\/(?=[^/]*$)/, '\\'),
  'capital letters': (path) => path.toUpperCase(),
  'a parameter': (path) => `${path};x=1`,
  'a parameter inside': (path) => path.replace('/v1/', '/v1;x/'),
  'a dot at the end': (path) => `${path}.`,
  'an ending': (path) => `${path}.json`,
  'NUL at the end': (path) => `${path}%00`,
  'a space at the end': (path) => `${path}%20`,
  'a dot as a segment': (path) => `/.${path}`,
  'a way back': (path) => `/api/v1/products/..${path}`,
  'an encoded way back': (path) => `/api/v1/products/%2e%2e${path}`,
  'a whole address': (path) => `http://accounts${path}`,
};
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

const guarded = committedOperations()
  .map((each) => ({ ...each, name: `${each.method} ${each.path}` }))
  .filter(({ name }) => accessOf(name) !== 'public');

/** Files: reading one may use it up, so there is no asking for its head alone. */
const STREAMED: ReadonlySet<string> = new Set([
  'GET /api/v1/data-requests/{id}/file',
  'GET /api/v1/analytics/sales.csv',
  'GET /api/v1/analytics/products.csv',
  'GET /api/v1/exports/products',
  'GET /api/v1/payment-transactions',
  'GET /api/v1/shipments/{id}/label',
]);

describe('a guarded route', () => {
  let shop: WholeShop;
  /** By scope that it lacks: the token of somebody who has all others. */
  const tokens = new Map<string, Promise<string>>();

  beforeAll(async () => {
    shop = await startWholeShop();
  });
  afterAll(() => shop.stop());

  it.each(Object.entries(SPELLINGS))('[AUTH-20] is not reached without its right by %s', async (_, spell) => {
    const open = await inBatches(guarded, async (operation) => {
      const { path, ...message } = restRequest(operation, () => NOBODY);
      const [address = '', query] = path.split('?');
      const target = spell(address) + (query === undefined ? '' : `?${query}`);
      const answers = await asStrangers(operation, { ...message, method: operation.method, target });
      const reached = answers.filter(({ status }) => !REFUSED.includes(status));
      return reached.map(({ status, text }) => `${operation.name} by ${target}: ${status} ${text}`);
    });
    expect(guarded.length).toBeGreaterThan(50);
    expect(open.flat()).toEqual([]);
  });

  it('is reached by whoever may, in the spellings that mean the same', async () => {
    const root = {
      email: 'root@example.com',
      password: 'a horse with every right',
      displayName: 'Root',
      roles: ['admin'],
    };
    const { body: me } = await (await shop.person(root)).send('/api/v1/me');
    const authorization = `Bearer ${await shop.token({ userId: me.id as string, scopes: everyScope() })}`;
    const closed = await inBatches(guarded, async (operation) => {
      const { path, method = 'GET', headers, body } = restRequest(operation, () => NOBODY);
      const targets = [path, path.replace('/a', '/%61')];
      const answers = await inBatches(targets, (target) =>
        sendExactly(shop.url, { method, target, headers: { ...headers, authorization }, body }),
      );
      // A wrong password is refused by the handler itself.
      return answers.some(({ text }) => /"(UNAUTHENTICATED|FORBIDDEN)"/.test(text)) ? [operation.name] : [];
    });
    expect(closed.flat()).toEqual([]);
  });

  it('[AUTH-20] is not reached by HEAD where it is not by GET', async () => {
    const reads = guarded.filter(({ method }) => method === 'GET');
    const open = await inBatches(reads, async (operation) => {
      const { path, headers } = restRequest(operation, () => NOBODY);
      const answers = await asStrangers(operation, { method: 'HEAD', target: path, headers });
      const refusals = STREAMED.has(operation.name) ? [404] : [401, 403];
      return answers.every(({ status }) => refusals.includes(status)) ? [] : [operation.name];
    });
    expect(open.flat()).toEqual([]);
  });

  it.each(OVERRIDES)('[AUTH-20] is not reached by another method that names its own by %s', async (header) => {
    const odd = await inBatches(guarded, async (operation) => {
      const { path: target, headers, body } = restRequest(operation, () => NOBODY);
      const others = ['GET', 'POST'].filter((method) => method !== operation.method);
      const found = await inBatches(others, async (method) => {
        const content = method === 'GET' ? {} : { body };
        const plain = await asStrangers(operation, { method, target, headers, ...content });
        const named = { ...headers, [header]: operation.method };
        const overriding = await asStrangers(operation, { method, target, headers: named, ...content });
        const same = plain.every(({ status }, index) => status === overriding[index]?.status);
        return same ? [] : [`${method} for ${operation.name}`];
      });
      return found.flat();
    });
    expect(odd.flat()).toEqual([]);
  });

  /** What a guest is answered, and whoever may do everything but this. */
  async function asStrangers(
    operation: CommittedOperation & { name: string },
    message: Parameters<typeof sendExactly>[1],
  ): Promise<ExactAnswer[]> {
    const lacking = scopesOf(operation.name);
    const guest = await sendExactly(shop.url, message);
    if (lacking.length === 0) return [guest];
    const authorization = `Bearer ${await tokenWithout(lacking)}`;
    return [guest, await sendExactly(shop.url, { ...message, headers: { ...message.headers, authorization } })];
  }

  function tokenWithout(lacking: readonly string[]): Promise<string> {
    const key = lacking.join();
    const token = tokens.get(key) ?? shop.token({ scopes: everyScope().filter((scope) => !lacking.includes(scope)) });
    tokens.set(key, token);
    return token;
  }
});

function encoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`;
}
