import { Transformer } from '@napi-rs/image';
import { cameraPicture, drawn, pixelBomb } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CatalogShop, MANAGER, type MadeProduct } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe("a product's pictures", () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const upload = (productId: string, body: Uint8Array, { query = '', type = 'image/png', as = MANAGER } = {}) =>
    shop.rest({
      method: 'POST',
      path: `/api/v1/products/${productId}/pictures${query}`,
      body,
      headers: { 'content-type': type },
      as,
    });
  const put = (path: string, version: number, body: object) =>
    shop.rest({
      method: 'PUT',
      path: `/api/v1/products/${path}`,
      headers: { 'if-match': `"${version}"` },
      body,
      as: MANAGER,
    });
  const download = (url: string) => shop.app.getHttpAdapter().getInstance().inject({ url, headers: shop.linkHeaders });
  const read = async (slug: string) => (await shop.rest({ path: `/api/v1/products/${slug}` })).body;
  /** Its id is its place in the list. */
  const withPictures = async (count: number): Promise<MadeProduct & { pictures: string[] }> => {
    const product = await shop.make({ variants: [{}, {}] });
    const pictures: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { body } = await upload(product.id, await drawn(40 + index, 30).png());
      pictures.push(body.id);
    }
    return { ...product, pictures };
  };

  it('are uploaded as bytes and made in three sizes, which everybody may see and keep for ever', async () => {
    const product = await shop.make();
    const answer = await upload(product.id, await drawn(2_000, 1_000).jpeg(), {
      query: `?altEn=Side&altRu=${encodeURIComponent('Сбоку')}`,
    });
    const { id, url } = answer.body;
    expect([answer.status, answer.headers.location, url]).toEqual([201, url, `/api/v1/pictures/${id}`]);
    const sides = { '': [1_600, 800], '/medium': [800, 400], '/small': [320, 160] };
    for (const [size, [width, height]] of Object.entries(sides)) {
      const file = await download(`${url}${size}`);
      expect(await new Transformer(file.rawPayload).metadata()).toMatchObject({ width, height });
      expect(file.headers).toMatchObject({
        'content-type': 'image/webp',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
    }
    const picture = { id, url, alt: { en: 'Side', ru: 'Сбоку' } };
    expect(await read(product.slug)).toMatchObject({ version: 2, pictures: [picture] });
    const query = `{ product(id: "${product.id}") { picture { id url small: url(size: SMALL) alt(locale: RU) } } }`;
    expect((await shop.graphql(query)).body.data.product.picture).toEqual({
      id,
      url,
      small: `${url}/small`,
      alt: 'Сбоку',
    });
    const { count } = await withStatements(() => shop.rest({ path: `${url}/small` }));
    expect(count).toBe(1);
  });

  it('are never made larger, and are called by the product when nobody says what they show', async () => {
    const product = await shop.make();
    const { body } = await upload(product.id, await drawn(20, 10).png());
    const file = await download(body.url);
    expect(await new Transformer(file.rawPayload).metadata()).toMatchObject({ width: 20, height: 10 });
    const { name, pictures } = await read(product.slug);
    expect(pictures[0].alt).toEqual(name);
  });

  it('are turned as the camera was held, and say nothing of where that was', async () => {
    const product = await shop.make();
    const { body } = await upload(product.id, await cameraPicture('CANARY 52.52N 13.40E'));
    const file = await download(body.url);
    expect(file.rawPayload.includes('CANARY')).toBe(false);
    expect(await new Transformer(file.rawPayload).metadata()).toMatchObject({ width: 200, height: 300 });
  });

  it('are kept once however often they are uploaded', async () => {
    const product = await shop.make();
    const picture = await drawn(31, 31).webpLossless();
    const [first, again] = [await upload(product.id, picture), await upload(product.id, picture)];
    expect(again.body).toEqual(first.body);
    expect((await read(product.slug)).pictures).toHaveLength(1);
  });

  it.each([
    [
      'a drawing that may run scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      415,
      'PICTURE_TYPE_REFUSED',
    ],
    [
      'a page that calls itself a picture',
      Buffer.from('<!doctype html><script></script>'),
      415,
      'PICTURE_TYPE_REFUSED',
    ],
    ['more pixels than are allowed', pixelBomb(60_000, 60_000), 413, 'PICTURE_TOO_LARGE'],
    ['what is no picture after its first bytes', pixelBomb(20, 20), 422, 'PICTURE_BROKEN'],
    ['more bytes than are allowed', Buffer.alloc(11 * 1_024 * 1_024), 413, 'PAYLOAD_TOO_LARGE'],
  ])('are refused when they are %s', async (_, bytes, status, code) => {
    const product = await shop.make();
    const answer = await upload(product.id, bytes, { type: 'image/svg+xml' });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await read(product.slug)).version).toBe(1);
  });

  it('are refused for no product, in another form, and on the ground of an old version', async () => {
    const picture = await drawn(20, 20).png();
    expect((await upload(uuidv7(), picture)).status).toBe(404);
    const { id } = await shop.make();
    const path = `/api/v1/products/${id}/pictures`;
    expect((await shop.rest({ method: 'POST', path, body: { url: 'http://x' }, as: MANAGER })).status).toBe(415);
    const headers = { 'content-type': 'image/png', 'if-match': '"7"' };
    expect((await shop.rest({ method: 'POST', path, body: picture, headers, as: MANAGER })).status).toBe(412);
    expect((await upload(id, picture, { query: '?altEn=Lamp' })).body.code).toBe('INVALID_INPUT');
  });

  it('are put in order, said in other words and taken away, and variants keep the one that shows them', async () => {
    const { id, slug, variants, pictures } = await withPictures(3);
    const [first, second, third] = pictures as [string, string, string];
    const [one, two] = variants.map((variant) => variant.id) as [string, string];
    expect((await put(`${id}/pictures/${first}/variants`, 4, { variantIds: [one] })).status).toBe(204);
    expect((await put(`${id}/pictures/${third}/variants`, 5, { variantIds: [two] })).status).toBe(204);
    const alt = { en: 'From behind', ru: 'Сзади' };
    const order = { pictures: [{ id: third }, { id: second, alt }] };
    expect((await put(`${id}/pictures`, 6, order)).status).toBe(204);
    const product = await read(slug);
    expect(product.pictures.map((picture: { id: string }) => picture.id)).toEqual([third, second]);
    expect(product.pictures[1].alt).toEqual(alt);
    expect(product.variants.map(({ picture }: { picture: { id: string } | null }) => picture?.id)).toEqual([
      undefined,
      third,
    ]);
  });

  it('are arranged by GraphQL alike', async () => {
    const { id, variants, pictures } = await withPictures(2);
    const run = async (name: string, type: string, input: object) => {
      const fields = 'product { version pictures { id } variants { id picture { id } } } errors { code }';
      const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${fields} } }`;
      return (await shop.graphql(query, { input }, { as: MANAGER })).body.data[name];
    };
    const [first, second] = pictures;
    const arranged = await run('arrangePictures', 'ArrangePictures', {
      productId: id,
      expectedVersion: 3,
      pictures: [{ id: second }, { id: first }],
    });
    expect(arranged).toMatchObject({ product: { version: 4, pictures: [{ id: second }, { id: first }] }, errors: [] });
    const shown = { productId: id, expectedVersion: 4, pictureId: first, variantIds: [variants[1]?.id] };
    expect((await run('showVariants', 'ShowVariants', shown)).product.variants[1].picture).toEqual({ id: first });
    const stranger = { ...shown, expectedVersion: 5, variantIds: [uuidv7()] };
    expect((await run('showVariants', 'ShowVariants', stranger)).errors).toEqual([{ code: 'UNKNOWN_VARIANT' }]);
    const unknown = { productId: id, expectedVersion: 5, pictures: [{ id: 'f'.repeat(64) }] };
    expect((await run('arrangePictures', 'ArrangePictures', unknown)).errors).toEqual([{ code: 'UNKNOWN_PICTURE' }]);
    expect((await run('arrangePictures', 'ArrangePictures', { ...unknown, expectedVersion: 1 })).errors).toEqual([
      { code: 'CONFLICT' },
    ]);
  });

  it('are for managers to write', async () => {
    const { id } = await shop.make();
    const customer = { scopes: ['orders:place:own'] };
    expect((await upload(id, await drawn(9, 9).png(), { as: customer })).status).toBe(403);
    const path = `/api/v1/products/${id}/pictures`;
    expect((await shop.rest({ method: 'PUT', path, body: {}, as: customer })).status).toBe(403);
    expect((await shop.rest({ method: 'PUT', path: `${path}/x/variants`, body: {}, as: customer })).status).toBe(403);
  });
});
