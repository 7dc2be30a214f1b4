import { Readable } from 'node:stream';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { aNewProduct } from './kit/builders.ts';

const WRITER = { scopes: ['catalog:write:any'] };
const PUBLISHER = { scopes: [...MANAGER.scopes, 'catalog:moderate:any'] };
const HEADER =
  'slug,sku,category,status,brand,name_en,name_ru,description_en,description_ru,variant_name_en,variant_name_ru,weight_grams,stock,price:EUR,price:USD:net';

describe('an import', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  it('creates products with variants, texts, prices and stock from CSV', async () => {
    const [slug, sku] = ['a-lamp', `LAMP-${uuidv7().slice(-6)}`];
    const done = await finished(
      await upload(
        csv(
          `${slug},${sku}-S,things/small-things/tiny-things,PUBLISHED,Lumo,Lamp,Лампа,"Bright, ""very""",Яркая,Small lamp,Малая лампа,300,7,12.99,10`,
          `${slug},${sku}-L,,,,,,,,Large lamp,Большая лампа,500,0,19.99,`,
        ),
      ),
    );
    expect(done).toMatchObject({ status: 'COMPLETED', rows: 2, created: 1, updated: 0, refused: 0 });
    const { body } = await shop.rest({ path: `/api/v1/products/${slug}`, as: PUBLISHER });
    expect(body).toMatchObject({
      name: { en: 'Lamp', ru: 'Лампа' },
      description: { en: 'Bright, "very"', ru: 'Яркая' },
      status: 'PUBLISHED',
      category: { slug: 'tiny-things' },
    });
    expect(body.variants).toMatchObject([
      { sku: `${sku}-S`, available: 7, weightGrams: 300 },
      { sku: `${sku}-L`, available: 0, weightGrams: 500 },
    ]);
  });

  it('creates products from JSON lines, with attributes that say themselves what they are', async () => {
    const product = {
      ...aNewProduct({
        attributes: [{ code: 'wide', kind: 'BOOLEAN', label: { en: 'Wide', ru: 'Широкий' }, value: 'true' }],
      }),
      category: 'tiny-things',
    };
    const done = await finished(await upload(`${JSON.stringify(product)}\n\n`, '', 'application/x-ndjson'));
    expect(done).toMatchObject({ status: 'COMPLETED', format: 'JSONL', rows: 1, created: 1 });
    const { body } = await shop.rest({ path: `/api/v1/products/${product.slug}`, as: PUBLISHER });
    expect(body.attributes).toMatchObject([{ code: 'wide', value: 'true' }]);
  });

  it('changes what a file names of a product, and leaves alone what is the same already', async () => {
    const made = await shop.make();
    const sku = made.variants[0]?.sku;
    const rows = `slug,sku,name_en,name_ru,price:EUR,stock\n${made.slug},${sku},New name,Новое имя,77.00,3\n`;
    expect(await finished(await upload(rows))).toMatchObject({ updated: 1, unchanged: 0 });
    const { body } = await shop.rest({ path: `/api/v1/products/${made.slug}`, as: PUBLISHER });
    expect(body).toMatchObject({ name: { en: 'New name' }, version: made.version + 1, brand: 'Plain' });
    expect(body.variants[0]).toMatchObject({ available: 3 });
    expect(await finished(await upload(rows))).toMatchObject({ updated: 0, unchanged: 1 });
    await waitFor('the news', () => shop.events('product.changed.v1', made.id).length === 2);
    const history = await shop.database.query('SELECT kind FROM stock_movement WHERE variant_id = $1 ORDER BY id', [
      made.variants[0]?.id,
    ]);
    expect(history).toEqual([{ kind: 'INITIAL' }, { kind: 'CORRECTED' }]);
  });

  it('adds a variant to a product that there is', async () => {
    const made = await shop.make();
    const sku = `MORE-${uuidv7().slice(-8)}`;
    const row = `slug,sku,variant_name_en,variant_name_ru,weight_grams,stock,price:EUR\n${made.slug},${sku},More,Ещё,10,4,5.00\n`;
    expect(await finished(await upload(row))).toMatchObject({ updated: 1 });
    const { body } = await shop.rest({ path: `/api/v1/products/${made.slug}`, as: PUBLISHER });
    expect(
      body.variants.map((variant: { sku: string; available: number }) => [variant.sku, variant.available]),
    ).toEqual([
      [made.variants[0]?.sku, 10],
      [sku, 4],
    ]);
  });

  it('reports every error by line and column, and leaves the product out', async () => {
    const other = await shop.make();
    const rows = [
      aRow({ slug: 'Bad Slug' }),
      aRow({ category: 'no/such/category' }),
      aRow({ price: '1,5' }),
      aRow({ price: '1.234' }),
      aRow({ stock: '-1' }),
      aRow({ name: '' }),
      aRow({ sku: other.variants[0]?.sku }),
      aRow({ status: 'SOLD' }),
      `${aRow()},one,too,many`,
      aRow(),
    ];
    const done = await finished(await upload(csv(...rows), '?onError=skip'));
    expect(done).toMatchObject({ status: 'COMPLETED', rows: 10, created: 1, refused: 9 });
    expect(await errorsOf(done.id)).toEqual([
      [2, 'slug', 'INVALID_INPUT'],
      [3, 'category', 'UNKNOWN_CATEGORY'],
      [4, null, 'TOO_MANY_CELLS'],
      [5, 'price:EUR', 'INVALID_CELL'],
      [6, 'stock', 'INVALID_INPUT'],
      [7, 'name_en', 'INVALID_INPUT'],
      [8, 'sku', 'SKU_TAKEN'],
      [9, 'status', 'INVALID_INPUT'],
      [10, null, 'TOO_MANY_CELLS'],
    ]);
  });

  it('names the path of an error in a line of JSON', async () => {
    const bad = {
      ...aNewProduct({ variants: [{ prices: [{ amount: '1.5', currency: 'EUR' }], colour: 'red' }] }),
      category: 'tiny-things',
    };
    const done = await finished(
      await upload(`{"slug":\n${JSON.stringify(bad)}\n[]\n`, '?onError=skip', 'application/x-ndjson'),
    );
    expect(done).toMatchObject({ refused: 3, created: 0 });
    expect(await errorsOf(done.id)).toEqual([
      [1, null, 'INVALID_JSON'],
      [2, 'variants.0.prices.0.amount', 'INVALID_INPUT'],
      [2, 'variants.0.colour', 'INVALID_INPUT'],
      [3, null, 'INVALID_INPUT'],
    ]);
  });

  it('stops at the first product with an error: what is before it is applied, nothing after it', async () => {
    const good = [aRow(), aRow(), aRow()];
    const done = await finished(
      await upload(csv(good[0] ?? '', good[1] ?? '', aRow({ stock: 'many' }), good[2] ?? '')),
    );
    expect(done).toMatchObject({ status: 'STOPPED', created: 2, refused: 1, rows: 3 });
    expect(await errorsOf(done.id)).toEqual([[4, 'stock', 'INVALID_INPUT']]);
  });

  it('changes nothing in a dry run, and reports everything as the real one would', async () => {
    const sku = `TWICE-${uuidv7().slice(-8)}`;
    const text = csv(aRow({ sku }), aRow(), aRow({ stock: 'many' }), aRow({ sku }));
    const before = await contents();
    const dry = await finished(await upload(text, '?dryRun=true&onError=skip'));
    expect(await contents()).toEqual(before);
    expect(dry).toMatchObject({ status: 'COMPLETED', isDryRun: true, created: 2, refused: 2 });
    const { body } = await shop.graphql(
      'mutation ($id: ID!) { startImport(input: { fileOf: $id, onError: SKIP }) { catalogImport { id status } errors { code } } }',
      { id: dry.id },
      { as: PUBLISHER },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.startImport.errors).toEqual([]);
    const real = await ended(body.data.startImport.catalogImport.id);
    expect(real).toMatchObject({ status: 'COMPLETED', isDryRun: false, created: 2, refused: 2 });
    expect(await errorsOf(real.id)).toEqual(await errorsOf(dry.id));
    expect(await contents()).not.toEqual(before);
  });

  it('refuses a product whose rows do not stand together, and a SKU that the file had before', async () => {
    const [first, sku] = [`first-${uuidv7().slice(-8)}`, `ONCE-${uuidv7().slice(-8)}`];
    const done = await finished(
      await upload(csv(aRow({ slug: first, sku }), aRow(), aRow({ slug: first }), aRow({ sku })), '?onError=skip'),
    );
    expect(done).toMatchObject({ created: 2, refused: 2 });
    expect(await errorsOf(done.id)).toEqual([
      [4, 'slug', 'DUPLICATE_PRODUCT'],
      [5, 'sku', 'DUPLICATE_SKU'],
    ]);
  });

  it.each([
    ['an unknown column', 'slug,sku,colour\n', 'UNKNOWN_COLUMN', 1, 'colour'],
    ['a column that is there twice', 'slug,sku,sku\n', 'DUPLICATE_COLUMN', 1, 'sku'],
    ['a missing column', 'slug,brand\n', 'MISSING_COLUMN', 1, 'sku'],
    ['a currency that there is not', 'slug,sku,price:ABC\n', 'UNKNOWN_COLUMN', 1, 'price:ABC'],
    ['no line', '', 'EMPTY_FILE', 1, null],
    ['another encoding', Buffer.from('slug,sku\n', 'utf16le'), 'NUL_CHARACTER', 1, '2'],
  ])('refuses a file with %s at once', async (_, content, reason, line, column) => {
    const { status, body } = await upload(content);
    expect([status, body.code]).toEqual([422, 'IMPORT_FILE_UNREADABLE']);
    expect(body).toMatchObject({ reason, line, column });
  });

  it.each([
    [
      'another encoding',
      Buffer.concat([Buffer.from('slug,sku\na,B\nx,'), Buffer.from([0xcf, 0xf0])]),
      'NOT_UTF8',
      3,
      '3',
    ],
    ['a NUL', 'slug,sku\na,B\nc,D\0\n', 'NUL_CHARACTER', 3, '4'],
    ['a quote that is never closed', 'slug,sku\na,"B\nc,D\n', 'INVALID_CSV', 2, 'sku'],
    ['a quote within a cell', 'slug,sku\na,5" pipe\n', 'INVALID_CSV', 2, 'sku'],
    ['a line without an end', `slug,sku\na,${'B'.repeat(1_100_000)}`, 'LINE_TOO_LONG', 2, null],
  ])('goes no further than %s, whatever the error policy', async (_, content, reason, line, column) => {
    const done = await finished(await upload(content, '?onError=skip'));
    expect(done.status).toBe('STOPPED');
    expect((await errorsOf(done.id)).at(-1)).toEqual([line, column, reason]);
  });

  it('reads semicolons, Windows line ends and a byte order mark, as spreadsheets write them', async () => {
    const text = `\uFEFF${csv(aRow(), aRow()).replaceAll(',', ';').replaceAll('\n', '\r\n')}`;
    expect(await finished(await upload(text))).toMatchObject({ status: 'COMPLETED', created: 2 });
  });

  it('keeps nothing of an upload that breaks off', async () => {
    async function* broken() {
      yield Buffer.from(csv(aRow()));
      throw new Error('The line went dead.');
    }
    const before = await contents();
    const answer = await shop
      .rest({
        method: 'POST',
        path: '/api/v1/imports',
        body: Readable.from(broken()),
        headers: { 'content-type': 'text/csv' },
        as: PUBLISHER,
      })
      .catch(() => undefined);
    expect(answer?.status ?? 400).toBe(400);
    expect(await contents()).toEqual(before);
  });

  it('goes no further once it is cancelled, and cannot be cancelled when it has ended', async () => {
    const { body } = await upload(csv(aRow()));
    const done = await ended(body.id);
    const { status, body: refusal } = await shop.rest({
      method: 'POST',
      path: `/api/v1/imports/${done.id}/cancellation`,
      as: PUBLISHER,
    });
    expect([status, refusal.code]).toEqual([409, 'IMPORT_ENDED']);
  });

  it('lets nobody publish by a file who may not publish', async () => {
    const done = await finished(await upload(csv(aRow({ status: 'PUBLISHED' })), '', 'text/csv', WRITER));
    expect(done.status).toBe('STOPPED');
    expect(await errorsOf(done.id)).toEqual([[2, 'status', 'FORBIDDEN']]);
  });

  it.each([undefined, { scopes: ['stock:write:any'] }])(
    'is for those who write the catalogue alone: %j',
    async (as) => {
      const body = Readable.from([Buffer.from('slug,sku\n')]);
      const { status } = await shop.rest({
        method: 'POST',
        path: '/api/v1/imports',
        body,
        headers: { 'content-type': 'text/csv' },
        as,
      });
      expect(status).toBe(as ? 403 : 401);
    },
  );

  it('takes no other type of content, and a file of products at no other address', async () => {
    expect((await upload('<a/>', '', 'text/xml')).status).toBe(415);
    const { status } = await shop.rest({
      method: 'POST',
      path: '/api/v1/products',
      body: 'slug,sku',
      headers: { 'content-type': 'text/csv' },
      as: PUBLISHER,
    });
    expect(status).toBe(415);
  });

  it('applies 50,000 rows with 100 bad ones, many a second', async () => {
    const { rows, bad } = manyRows(50_000, 100);
    const begun = performance.now();
    const done = await ended((await upload(csv(...rows), '?onError=skip')).body.id);
    const perSecond = 50_000 / ((performance.now() - begun) / 1_000);
    process.stdout.write(`${Math.round(perSecond)} rows a second\n`);
    expect(done).toMatchObject({ status: 'COMPLETED', rows: 50_000, refused: 100, created: 9_900 });
    const found = await allErrorsOf(done.id);
    expect(found.map(({ line, column }) => [line, column])).toEqual(bad.map((line) => [line, 'stock']));
    // Thousands where nothing else runs.
    expect(perSecond).toBeGreaterThan(100);
  }, 600_000);

  async function contents() {
    return shop.database.query(
      'SELECT (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM variant) AS variants, (SELECT count(*) FROM stock_movement) AS movements, (SELECT count(*) FROM price) AS prices',
    );
  }

  async function allErrorsOf(id: string) {
    const all: { line: number; column: string; code: string }[] = [];
    for (let cursor = ''; ;) {
      const { body } = await shop.rest({ path: `/api/v1/imports/${id}/errors?limit=100${cursor}`, as: PUBLISHER });
      all.push(...body.items);
      if (!body.nextCursor) return all;
      cursor = `&cursor=${body.nextCursor}`;
    }
  }

  async function errorsOf(id: string) {
    return (await allErrorsOf(id)).map(({ line, column, code }) => [line, column, code]);
  }

  async function upload(content: string | Buffer, query = '', type = 'text/csv', as = PUBLISHER) {
    const body = Readable.from(content.length > 0 ? [Buffer.from(content)] : []);
    return shop.rest({ method: 'POST', path: `/api/v1/imports${query}`, body, headers: { 'content-type': type }, as });
  }

  async function finished({ status, body }: Awaited<ReturnType<typeof upload>>) {
    expect([status, body.code]).toEqual([202, undefined]);
    return ended(body.id);
  }

  async function ended(id: string) {
    return waitFor(
      'the import to end',
      async () => {
        const { body } = await shop.rest({ path: `/api/v1/imports/${id}`, as: PUBLISHER });
        return body.endedAt ? body : undefined;
      },
      500_000,
    );
  }
});

function csv(...rows: string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

/** A row of the header's columns for a product of its own; whatever is not given is something unremarkable. */
function aRow(
  given: {
    slug?: string;
    sku?: string;
    category?: string;
    status?: string;
    name?: string;
    stock?: string;
    price?: string;
  } = {},
): string {
  const id = uuidv7().slice(-12);
  const {
    slug = `row-${id}`,
    sku = `ROW-${id}`,
    category = 'tiny-things',
    status = 'DRAFT',
    name = 'Row',
    stock = '1',
    price = '9.99',
  } = given;
  return [
    slug,
    sku,
    category,
    status,
    'Plain',
    name,
    'Ряд',
    'Useful.',
    'Полезно.',
    'Row',
    'Ряд',
    '100',
    stock,
    price,
    '',
  ].join(',');
}

/** Five rows to a product; each bad row is in a product of its own. Also answers the lines of the bad ones. */
function manyRows(count: number, badCount: number): { rows: string[]; bad: number[] } {
  const every = count / badCount;
  const isBad = (index: number): boolean => index % every === every / 2;
  const run = uuidv7().slice(-6);
  const rows = Array.from({ length: count }, (_, index) =>
    aRow({
      slug: `many-${run}-${Math.floor(index / 5)}`,
      sku: `MANY-${run}-${index}`,
      stock: isBad(index) ? 'none' : '5',
    }),
  );
  return { rows, bad: rows.flatMap((__, index) => (isBad(index) ? [index + 2] : [])) };
}
