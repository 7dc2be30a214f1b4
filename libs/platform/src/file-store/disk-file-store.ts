import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InvalidFilePath } from './file-store.errors.ts';
import { FileStore, type StoredFile } from './file-store.ts';

const PATH = /^(?:[a-z0-9_-][a-z0-9._-]*\/)*[a-z0-9_-][a-z0-9._-]*$/;

/** On disk; the content type stands in a line before the bytes, so that one rename replaces both. */
export class DiskFileStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(path: string, { contentType, bytes }: StoredFile): Promise<void> {
    const target = this.locate(path);
    const draft = `${target}.${randomUUID()}.draft`;
    const content = Buffer.concat([Buffer.from(`${contentType.replaceAll(/[\r\n]/g, '')}\n`), bytes]);
    await mkdir(dirname(target), { recursive: true });
    try {
      // Flushed before it gets its name: after a power cut there is the old file or the new one, not an empty one.
      await writeFile(draft, content, { flush: true });
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async get(path: string): Promise<StoredFile | undefined> {
    const content = await readFile(this.locate(path)).catch(absent);
    if (!content) return undefined;
    const end = content.indexOf('\n');
    return { contentType: content.toString('utf8', 0, end), bytes: content.subarray(end + 1) };
  }

  async remove(path: string): Promise<void> {
    await rm(this.locate(path), { force: true }).catch(absent);
  }

  private locate(path: string): string {
    if (!PATH.test(path) || path.length > 200) throw new InvalidFilePath();
    return join(this.folder, path);
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined;
  throw error;
}
