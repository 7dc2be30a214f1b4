import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFileStore } from './disk-file-store.ts';
import { describeFileStore } from './file-store.contract.ts';

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tovar-files-'));

describeFileStore('disk', async () => {
  const folder = await newFolder();
  return { store: new DiskFileStore(folder), close: () => rm(folder, { recursive: true }) };
});

describe('the file store on disk', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('leaves no draft behind, also when a file cannot be put', async () => {
    const store = new DiskFileStore(folder);
    const file = { contentType: 'text/plain', bytes: new Uint8Array([65]) };
    await store.put('b/a.txt', file);
    await store.put('b/a.txt', file);
    await expect(store.put('b', file)).rejects.toThrow();
    expect((await readdir(folder, { recursive: true })).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['b', 'b/a.txt']);
  });

  it('lets no content type reach into the content', async () => {
    const store = new DiskFileStore(folder);
    await store.put('a', { contentType: 'text/plain\r\nx: y', bytes: Buffer.from('content') });
    const file = await store.get('a');
    expect(file?.contentType).toBe('text/plainx: y');
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('content');
  });
});
