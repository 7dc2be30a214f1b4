import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { cameraPicture, drawn, pixelBomb } from '@tovar/testing';
import { AccountsShop, type LoggedIn } from './accounts-shop.ts';

describe('an avatar', () => {
  let accounts: AccountsShop;
  let mira: LoggedIn;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ ACCOUNTS_AVATAR_MAX_BYTES: '300000', ACCOUNTS_AVATAR_MAX_PIXELS: '1000000' });
    mira = await accounts.someoneLoggedIn();
  });
  afterAll(() => accounts.stop());

  const upload = (body: Uint8Array, type = 'image/png', as = mira) =>
    accounts.as(as, { method: 'PUT', path: '/api/v1/me/avatar', body, headers: { 'content-type': type } });
  const stored = () =>
    readdir(join(accounts.shop.running.process.config.DATA_DIR, 'files/avatars')).catch(() => [] as string[]);
  const download = (url: string) =>
    accounts.shop.running.app('accounts').inject({
      url,
      headers: { 'x-tovar-link-key': accounts.shop.running.process.linkKey },
    });

  it('is made of a picture in three squares, which everybody may see and keep for ever', async () => {
    const { status, body } = await upload(await drawn(300, 200).png());
    expect(status).toBe(200);
    for (const [size, side] of Object.entries({ small: 64, medium: 128, large: 512 })) {
      const file = await download(body.avatarUrls[size]);
      expect(await new Transformer(file.rawPayload).metadata()).toMatchObject({ width: side, height: side });
      expect(file.headers).toMatchObject({
        'content-type': 'image/webp',
        'content-disposition': 'inline; filename="avatar.webp"',
        'cache-control': 'public, max-age=31536000, immutable',
      });
    }
    const { body: me } = await accounts.graphql('{ me { small: avatarUrl(size: SMALL) avatarUrl } }', {}, mira);
    expect(me.data.me).toEqual({ small: body.avatarUrls.small, avatarUrl: body.avatarUrls.medium });
  });

  it.each(['jpeg', 'webp', 'webpLossless'] as const)('is taken as %s, whatever the request calls it', async (type) => {
    const picture = await drawn(90, 120)[type]();
    expect((await upload(picture, 'image/anything')).status).toBe(200);
  });

  it('is turned as the camera was held, and says nothing of where that was', async () => {
    const secret = 'CANARY 52.52N 13.40E';
    const picture = await cameraPicture(secret);
    expect(picture.includes(secret)).toBe(true);
    const { body } = await upload(picture, 'image/jpeg');
    const file = await download(body.avatarUrls.large);
    expect(file.rawPayload.includes(secret)).toBe(false);
    expect(file.rawPayload.includes('EXIF')).toBe(false);
    const upright = await new Transformer(file.rawPayload).rawPixels();
    const asStored = await new Transformer(picture).resize(512, 512).rawPixels();
    expect(Buffer.compare(upright.subarray(0, 64), asStored.subarray(0, 64))).not.toBe(0);
  });

  it('replaces the one before, whose files go, and is removed with its own', async () => {
    const noor = await accounts.someoneLoggedIn();
    const before = (await stored()).length;
    const first = await upload(await drawn(80, 80).png(), 'image/png', noor);
    const second = await upload(await drawn(90, 90).png(), 'image/png', noor);
    expect((await download(first.body.avatarUrls.small)).statusCode).toBe(404);
    expect(await stored()).toHaveLength(before + 3);
    const remove = { method: 'DELETE' as const, path: '/api/v1/me/avatar' };
    expect((await accounts.as(noor, remove)).status).toBe(204);
    expect((await accounts.as(noor, remove)).status).toBe(204);
    const missing = await download(second.body.avatarUrls.small);
    expect([missing.statusCode, missing.headers['cache-control']]).toEqual([404, 'no-store']);
    expect(await stored()).toHaveLength(before);
  });

  it('is removed by GraphQL as well', async () => {
    const noor = await accounts.someoneLoggedIn();
    await upload(await drawn(80, 80).png(), 'image/png', noor);
    const { body } = await accounts.graphql(
      'mutation { removeAvatar { user { avatarUrl } errors { code } } }',
      {},
      noor,
    );
    expect(body.data.removeAvatar).toEqual({ user: { avatarUrl: null }, errors: [] });
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>, number, string]>([
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'PICTURE_TYPE_REFUSED'],
    ['a web page called a picture', () => Buffer.from('<html><script>1</script>'), 415, 'PICTURE_TYPE_REFUSED'],
    ['a bomb of pixels', () => pixelBomb(40_000, 40_000), 413, 'PICTURE_TOO_LARGE'],
    ['one pixel too many', () => pixelBomb(1_000_001, 1), 413, 'PICTURE_TOO_LARGE'],
    ['too many bytes', () => Buffer.alloc(300_001), 413, 'PAYLOAD_TOO_LARGE'],
    ['a file that is cut off', async () => (await drawn(80, 80).png()).subarray(0, 120), 422, 'PICTURE_BROKEN'],
    ['a header and noise', () => pixelBomb(80, 80), 422, 'PICTURE_BROKEN'],
  ])('[INJ-02] is not made of %s, and the old one stays', async (_what, make, status, code) => {
    const before = await stored();
    expect(await upload(await make())).toMatchObject({ status, body: { code }, statements: 0 });
    expect(await stored()).toEqual(before);
  });

  it('[INJ-02] is not made of JSON, and nothing but a picture has such an address', async () => {
    const json = { method: 'PUT' as const, path: '/api/v1/me/avatar', body: { avatar: 'x' } };
    expect(await accounts.as(mira, json)).toMatchObject({ status: 415, body: { code: 'PICTURE_TYPE_REFUSED' } });
    for (const path of [
      '/api/v1/avatars/..%2f..%2fkeys/small',
      `/api/v1/avatars/${randomUUID()}/..%2f..%2flogins.json`,
      `/api/v1/avatars/${randomUUID()}/64.webp`,
      '/api/v1/avatars/%00/small',
    ]) {
      expect(await accounts.request({ path })).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    }
  });

  it('is nobody else to upload', async () => {
    const request = { method: 'PUT' as const, path: '/api/v1/me/avatar', body: await drawn(80, 80).png() };
    expect((await accounts.request({ ...request, headers: { 'content-type': 'image/png' } })).status).toBe(401);
  });
});
