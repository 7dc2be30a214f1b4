import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FAILPOINT_VARIABLE } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

const ROOT = join(import.meta.dirname, '..');
const PRODUCTS = 1_000;
const HEADER =
  'slug,sku,category,brand,name_en,name_ru,description_en,description_ru,variant_name_en,variant_name_ru,weight_grams,stock,price:EUR';

describe('an import whose process is killed', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await ShopProcess.onNewFolder();
    await arm('');
    await start();
  });
  afterAll(() => shop.remove());

  it.each(['catalog.run-import batch written', 'catalog.run-import batch committed'])(
    'goes on where it was and applies nothing twice, killed at "%s"',
    async (failpoint) => {
      const name = failpoint.split(' ').at(-1) ?? '';
      await arm(failpoint);
      const { id } = await upload(name);
      expect(await shop.end()).toEqual({ code: null, signal: 'SIGKILL' });
      await arm('');
      await start();
      const done = await ended(id);
      expect(done).toMatchObject({ status: 'COMPLETED', rows: PRODUCTS, created: PRODUCTS, updated: 0, refused: 0 });
      const again = await upload(name);
      expect(await ended(again.id)).toMatchObject({ unchanged: PRODUCTS });
    },
    240_000,
  );

  it('is told to its end by the command that began it, which waits for the shop to be back', async () => {
    await arm('catalog.run-import batch committed');
    const file = join(shop.folder, 'told.csv');
    await writeFile(file, rowsOf('told'));
    const command = importing(file);
    await shop.end();
    await arm('');
    await start();
    expect((await command).stdout).toContain(`COMPLETED: ${PRODUCTS} rows; products: ${PRODUCTS} created, 0 updated`);
  }, 240_000);

  async function admin(): Promise<RawClient> {
    return new RawClient(shop.url).loggedIn(await shop.login('admin'));
  }

  async function upload(name: string): Promise<{ id: string }> {
    const request = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: rowsOf(name) };
    const { status, body } = await (await admin()).send('/api/v1/imports', request);
    expect(status).toBe(202);
    return body;
  }

  async function ended(id: string): Promise<object> {
    const manager = await admin();
    return waitFor(
      'the import to end',
      async () => {
        const { body } = await manager.send(`/api/v1/imports/${id}`);
        return body.endedAt ? body : undefined;
      },
      90_000,
    );
  }

  function importing(file: string): Promise<{ stdout: string }> {
    const command = [
      '--conditions=source',
      '--import',
      './scripts/typescript-loader.mjs',
      'apps/all-in-one/src/import.ts',
    ];
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, DATA_DIR: shop.folder } };
    return promisify(execFile)(process.execPath, [...command, file], options);
  }

  function arm(failpoint: string): Promise<void> {
    return writeFile(join(shop.folder, 'failpoint'), failpoint);
  }

  function start(): Promise<ShopProcess> {
    return shop.start({ [FAILPOINT_VARIABLE]: join(shop.folder, 'failpoint') });
  }
});

function rowsOf(name: string): string {
  return [HEADER, ...Array.from({ length: PRODUCTS }, (_, index) => aRow(`${name}-${index}`))].join('\n');
}

function aRow(name: string): string {
  return `${name},${name},electronics,Plain,Row,Ряд,Useful.,Полезно.,Row,Ряд,1,5,9.99`;
}
