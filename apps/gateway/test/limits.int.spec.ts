import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf } from '../src/graphql/trusted-documents.ts';
import { codesOf, ToyShop } from './toy/toy-shop.ts';

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('[GQL-03] the cost of an operation', () => {
  let shop: ToyShop;
  beforeAll(async () => {
    shop = await ToyShop.start({ GATEWAY_MAX_COST: '1000', GATEWAY_FIELD_WEIGHTS: 'Query.best=900' });
  });
  afterAll(() => shop.stop());

  const NESTED = 'query ($n: Int!) { products(first: $n) { related(first: $n) { id } } }';

  it('multiplies pages within pages by their real variables, and tells the limit', async () => {
    const small = await shop.graphql(NESTED, { n: 20 });
    shop.calls.length = 0;
    const large = await shop.graphql(NESTED, { n: 50 });
    expect([small.status, large.status, codesOf(large), shop.calls]).toEqual([200, 400, ['OPERATION_TOO_LARGE'], []]);
    expect(large.errors?.[0]?.extensions).toMatchObject({ what: 'points of cost', found: 2550, allowed: 1000 });
  });

  it('counts fields by their weight, as often as they are asked for', async () => {
    const answers = [await shop.graphql('{ best { id } }'), await shop.graphql('{ best { id } again: best { id } }')];
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
  });
});

describe('[GQL-10] trusted documents', () => {
  const known = '{ products { id } }';
  const unknown = '{ products { name } }';
  let folder: string;
  let manifest: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-manifest-'));
    manifest = join(folder, 'manifest.json');
    await writeFile(manifest, JSON.stringify(manifestOf([known])));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const outcomes = async (mode: string): Promise<unknown[]> => {
    const shop = await ToyShop.start({ GATEWAY_TRUSTED_DOCUMENTS: mode, GATEWAY_TRUSTED_MANIFEST: manifest });
    const persisted = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: idOf(text) } } });
    const answers = [
      await shop.post(JSON.stringify({ documentId: `sha256:${idOf(known)}` })),
      await shop.post(JSON.stringify(persisted(known))),
      await shop.post(JSON.stringify({ query: known })),
      await shop.post(JSON.stringify({ query: unknown })),
      await shop.post(JSON.stringify(persisted(unknown))),
      await shop.post(JSON.stringify({ query: unknown, ...persisted(known) })),
    ];
    await shop.stop();
    return answers.map((answer) => codesOf(answer)[0] ?? answer.status);
  };

  it('are the only ones that are taken, by their text or by its hash', async () => {
    const [NOT_FOUND, BAD] = ['PERSISTED_QUERY_NOT_FOUND', 'BAD_GRAPHQL_REQUEST'];
    expect(await outcomes('only')).toEqual([200, 200, 200, 'UNTRUSTED_DOCUMENT', NOT_FOUND, BAD]);
    expect(await outcomes('prefer')).toEqual([200, 200, 200, 200, NOT_FOUND, BAD]);
    expect(await outcomes('off')).toEqual([NOT_FOUND, NOT_FOUND, 200, 200, NOT_FOUND, BAD]);
  });

  it('are counted by their names, and what strangers send by what it asks for, however they call it', async () => {
    const named = 'query Shelf { products { id } }';
    await writeFile(manifest, JSON.stringify(manifestOf([named])));
    const shop = await ToyShop.start({ GATEWAY_TRUSTED_DOCUMENTS: 'prefer', GATEWAY_TRUSTED_MANIFEST: manifest });
    for (const name of ['Invented1', 'Invented2', 'Invented3']) await shop.graphql(`query ${name} { products { id } }`);
    await shop.graphql('query Invented4 { products { id } best { id } }');
    await shop.graphql(named);
    const page = await shop.shop.running.process.metrics.page.render();
    const counted = page.matchAll(/^tovar_operation_seconds_count{operation="(.*?)".*} (\d+)$/gm);
    await shop.stop();
    expect([...counted].map(([, label, count]) => `${label}: ${count}`).toSorted()).toEqual([
      'Shelf: 1',
      'products: 3',
      'several fields: 1',
    ]);
  });

  it('need a manifest whose ids are right', async () => {
    const wrong = join(folder, 'wrong.json');
    await writeFile(wrong, JSON.stringify({ [idOf(known)]: unknown }));
    const start = ToyShop.start({ GATEWAY_TRUSTED_DOCUMENTS: 'only', GATEWAY_TRUSTED_MANIFEST: wrong });
    await expect(start).rejects.toThrow('is not the SHA-256');
  });
});

describe('[AUTH-19] pages of other origins', () => {
  let shop: ToyShop;
  beforeAll(async () => {
    shop = await ToyShop.start({ GATEWAY_CORS_ORIGINS: 'https://shop.example' });
  });
  afterAll(() => shop.stop());

  const allowedFor = async (origin: string, method: string) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const response = await shop.fetch('/graphql?query={__typename}', { method, headers });
    return [response.headers.get('access-control-allow-origin'), response.headers.get('vary')];
  };

  it.each(['GET', 'OPTIONS'])('may read answers when they are listed, and no others: %s', async (method) => {
    expect(await allowedFor('https://shop.example', method)).toEqual(['https://shop.example', 'origin']);
    for (const origin of [
      'null',
      'https://shop.example.evil.example',
      'http://shop.example',
      'https://shop.example:444',
      'https://SHOP.example',
      '*',
    ])
      expect(await allowedFor(origin, method)).toEqual([null, 'origin']);
  });

  it('are told the same by an answer from the cache', async () => {
    shop.share('shelf');
    const ask = async (origin: string) =>
      (await shop.graphql('{ products { id } }', {}, { origin })).headers.get('access-control-allow-origin');
    await ask('https://shop.example');
    expect([await ask('https://shop.example'), await ask('https://evil.example')]).toEqual([
      'https://shop.example',
      null,
    ]);
  });
});
