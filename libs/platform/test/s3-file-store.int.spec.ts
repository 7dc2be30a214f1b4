import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { testEngine } from '@tovar/testing';
import { describeFileStore } from '../src/file-store/file-store.contract.ts';
import { S3FileStore } from '../src/file-store/s3-file-store.ts';

const MEGABYTE = 1_048_576;

const storeAt = (url: string): S3FileStore =>
  new S3FileStore({ url, region: 'us-east-1', accessKeyId: 'a', secretAccessKey: 'b' });

// Here and not in a hook: the first time the server has to be installed.
const bucket = await testEngine('s3');

describeFileStore('S3', async () => ({ store: storeAt(bucket), close: async () => undefined }));

describe('the file store on S3', () => {
  const store = storeAt(bucket);

  it('takes a file that is larger than one part, and one of exactly two parts', async () => {
    for (const size of [20 * MEGABYTE + 1, 16 * MEGABYTE]) {
      const whole = randomBytes(size);
      const pieces = Array.from({ length: Math.ceil(size / MEGABYTE) }, (_, at) =>
        whole.subarray(at * MEGABYTE, (at + 1) * MEGABYTE),
      );
      expect(await store.write('large', { contentType: 'text/csv', bytes: Readable.from(pieces) })).toBe(size);
      const file = await store.get('large');
      expect(file?.contentType).toBe('text/csv');
      expect(Buffer.from(file?.bytes ?? []).equals(whole)).toBe(true);
    }
  });

  it('keeps what was there when a stream breaks off behind its first part', async () => {
    await store.put('broken', { contentType: 'text/plain', bytes: Buffer.from('before') });
    async function* broken() {
      yield randomBytes(17 * MEGABYTE);
      throw new Error('The line went dead.');
    }
    await expect(store.write('broken', { contentType: 'text/csv', bytes: broken() })).rejects.toThrow('dead');
    expect(Buffer.from((await store.get('broken'))?.bytes ?? []).toString()).toBe('before');
  });

  it('says what is wrong when the bucket is not there, and does not take it for a missing file', async () => {
    const nowhere = storeAt(new URL('/not-a-bucket', bucket).href);
    await expect(nowhere.put('a', { contentType: 'text/plain', bytes: new Uint8Array() })).rejects.toThrow(
      /404: NoSuchBucket/,
    );
  });
});
