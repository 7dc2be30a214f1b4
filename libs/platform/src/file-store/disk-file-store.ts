import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LONGEST_TYPE, requireFilePath, storedContentType } from './file-path.ts';
import { FileStore, type StoredFile, type StreamedFile } from './file-store.ts';

/** On disk; the content type stands in a line before the bytes, so that one rename replaces both. */
export class DiskFileStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(path: string, { contentType, bytes }: StoredFile): Promise<void> {
    await this.replace(path, Buffer.concat([firstLine(contentType), bytes]));
  }

  async write(path: string, { contentType, bytes }: StreamedFile): Promise<number> {
    let size = 0;
    await this.replace(path, async function* content() {
      yield firstLine(contentType);
      for await (const piece of bytes) {
        size += piece.length;
        yield piece;
      }
    });
    return size;
  }

  async get(path: string): Promise<StoredFile | undefined> {
    const content = await readFile(this.locate(path)).catch(absent);
    if (!content) return undefined;
    const end = content.indexOf('\n');
    return { contentType: content.toString('utf8', 0, end), bytes: content.subarray(end + 1) };
  }

  async read(path: string, fromByte = 0): Promise<StreamedFile | undefined> {
    const file = await open(this.locate(path)).catch(absent);
    if (!file) return undefined;
    try {
      const { contentType, length } = await readFirstLine(file);
      return { contentType, bytes: file.createReadStream({ start: length + fromByte }) };
    } catch (error) {
      await file.close();
      return absent(error as NodeJS.ErrnoException);
    }
  }

  async remove(path: string): Promise<void> {
    await rm(this.locate(path), { force: true }).catch(absent);
  }

  private async replace(path: string, content: Uint8Array | (() => AsyncIterable<Uint8Array>)): Promise<void> {
    const target = this.locate(path);
    const draft = `${target}.${randomUUID()}.draft`;
    // Exports of personal data are among the files: they are nobody else's on this machine.
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      // Flushed before it gets its name: after a power cut there is the old file or the new one, not an empty one.
      await writeFile(draft, typeof content === 'function' ? content() : content, { flush: true, mode: 0o600 });
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  private locate(path: string): string {
    return join(this.folder, requireFilePath(path));
  }
}

function firstLine(contentType: string): Buffer {
  return Buffer.from(`${storedContentType(contentType)}\n`);
}

async function readFirstLine(file: FileHandle): Promise<{ contentType: string; length: number }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_TYPE * 4), 0, LONGEST_TYPE * 4, 0);
  const end = buffer.subarray(0, bytesRead).indexOf('\n');
  return { contentType: buffer.toString('utf8', 0, end), length: end + 1 };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined;
  throw error;
}
