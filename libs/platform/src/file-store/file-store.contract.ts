import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { InvalidFilePath } from './file-store.errors.ts';
import type { FileStore, StreamedFile } from './file-store.ts';

/** What an adapter's suite provides. */
export interface FileStoreSetup {
  readonly store: FileStore;
  close(): Promise<void>;
}

/** What every file store promises. */
export function describeFileStore(name: string, setUp: () => Promise<FileStoreSetup>): void {
  describe(`the file store on ${name}`, () => {
    let setup: FileStoreSetup;
    let store: FileStore;
    let folder: string;

    beforeAll(async () => {
      setup = await setUp();
      ({ store } = setup);
    });
    beforeEach(() => {
      folder = randomUUID();
    });
    afterAll(() => setup.close());

    const picture = (bytes: Uint8Array = randomBytes(100)) => ({ contentType: 'image/webp', bytes });

    it('gives back the bytes and the content type that were put', async () => {
      const bytes = Buffer.from([0, 10, 13, 10, 255, 0]);
      await store.put(`${folder}/a.webp`, picture(bytes));
      const file = await store.get(`${folder}/a.webp`);
      expect(file?.contentType).toBe('image/webp');
      expect(Buffer.from(file?.bytes ?? [])).toEqual(bytes);
    });

    it('keeps an empty file, and one of a megabyte', async () => {
      const large = randomBytes(1_048_576);
      await store.put(`${folder}/empty`, picture(new Uint8Array()));
      await store.put(`${folder}/large`, picture(large));
      expect((await store.get(`${folder}/empty`))?.bytes).toHaveLength(0);
      expect(Buffer.from((await store.get(`${folder}/large`))?.bytes ?? []).equals(large)).toBe(true);
    });

    it('keeps the content type with its parameters', async () => {
      await store.put(`${folder}/report.csv`, {
        contentType: 'text/csv; charset=utf-8; header=present',
        bytes: new Uint8Array([65]),
      });
      expect((await store.get(`${folder}/report.csv`))?.contentType).toBe('text/csv; charset=utf-8; header=present');
    });

    it('takes a file piece by piece, says how long it is, and gives it back the same way from any byte on', async () => {
      const pieces = Array.from({ length: 50 }, () => randomBytes(10_000));
      const size = await store.write(`${folder}/stream`, { contentType: 'text/csv', bytes: Readable.from(pieces) });
      expect(size).toBe(500_000);
      const whole = Buffer.concat(pieces);
      for (const fromByte of [0, 1, 123_456, 500_000]) {
        const file = await store.read(`${folder}/stream`, fromByte);
        expect(file?.contentType).toBe('text/csv');
        expect((await bytesOf(file)).equals(whole.subarray(fromByte))).toBe(true);
      }
      expect((await store.get(`${folder}/stream`))?.bytes).toHaveLength(500_000);
    });

    it('keeps what was there when a stream breaks off', async () => {
      await store.put(`${folder}/a`, picture(Buffer.from('before')));
      async function* broken() {
        yield Buffer.from('after');
        throw new Error('The line went dead.');
      }
      await expect(store.write(`${folder}/a`, { contentType: 'text/csv', bytes: broken() })).rejects.toThrow('dead');
      expect((await bytesOf(await store.read(`${folder}/a`))).toString()).toBe('before');
    });

    it('has no stream of what was never put, a folder included', async () => {
      await store.put(`${folder}/b/c`, picture());
      for (const path of ['a', 'b', 'b/c/d']) expect(await store.read(`${folder}/${path}`)).toBeUndefined();
    });

    it('keeps files under nested paths apart', async () => {
      const paths = ['a', 'b/a', 'b/c/a', 'b/c/d/e/a'].map((path) => `${folder}/${path}.txt`);
      for (const path of paths) await store.put(path, { contentType: 'text/plain', bytes: Buffer.from(path) });
      for (const path of paths) expect(Buffer.from((await store.get(path))?.bytes ?? []).toString()).toBe(path);
    });

    it('knows nothing of what was never put, a folder included', async () => {
      await store.put(`${folder}/b/c.txt`, picture());
      expect(await store.get(`${folder}/a.txt`)).toBeUndefined();
      expect(await store.get(`${folder}/b`)).toBeUndefined();
      expect(await store.get(`${folder}/b/c.txt/d`)).toBeUndefined();
    });

    it('forgets what is removed, and does not mind removing what is not there', async () => {
      await store.put(`${folder}/a.webp`, picture());
      await store.remove(`${folder}/a.webp`);
      await store.remove(`${folder}/a.webp`);
      await store.remove(`${folder}/never/put`);
      expect(await store.get(`${folder}/a.webp`)).toBeUndefined();
    });

    it('replaces a file as a whole: readers see one version or another, with its own content type', async () => {
      const path = `${folder}/avatar`;
      const version = (number: number) => ({ contentType: `image/v${number}`, bytes: Buffer.alloc(200_000, number) });
      await store.put(path, version(0));
      const write = async (): Promise<void> => {
        for (let number = 1; number <= 30; number += 1) await store.put(path, version(number));
      };
      const read = async (): Promise<void> => {
        for (let time = 0; time < 60; time += 1) {
          const file = await store.get(path);
          const number = file?.bytes[0] ?? -1;
          expect(file?.contentType).toBe(`image/v${number}`);
          expect(Buffer.from(file?.bytes ?? []).equals(Buffer.alloc(200_000, number))).toBe(true);
        }
      };
      await Promise.all([write(), read()]);
      expect((await store.get(path))?.contentType).toBe('image/v30');
    });

    it('keeps one of the versions that are put at the same time', async () => {
      const versions = Array.from({ length: 10 }, () => randomBytes(1_000));
      await Promise.all(versions.map((bytes) => store.put(`${folder}/a`, picture(bytes))));
      const kept = Buffer.from((await store.get(`${folder}/a`))?.bytes ?? []);
      expect(versions.some((bytes) => bytes.equals(kept))).toBe(true);
    });

    it.each([
      '',
      '/',
      '/etc/passwd',
      '..',
      '../a',
      'a/../../b',
      'a/..',
      './a',
      'a//b',
      'a/',
      '.hidden',
      'a/.hidden',
      'a\\b',
      'a\0b',
      'a b',
      'a%2fb',
      'A.webp',
      'ä.webp',
      'a\n',
      'C:/a',
      'x'.repeat(201),
    ])('refuses the path %j for every operation', async (path) => {
      await expect(store.put(path, picture())).rejects.toThrow(InvalidFilePath);
      await expect(store.get(path)).rejects.toThrow(InvalidFilePath);
      await expect(store.write(path, { contentType: 'a', bytes: Readable.from([]) })).rejects.toThrow(InvalidFilePath);
      await expect(store.read(path)).rejects.toThrow(InvalidFilePath);
      await expect(store.remove(path)).rejects.toThrow(InvalidFilePath);
    });
  });
}

async function bytesOf(file: StreamedFile | undefined): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(file?.bytes ?? []));
}
