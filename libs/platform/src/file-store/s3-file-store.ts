import { AwsClient } from 'aws4fetch';
import { FileStoreFailed } from './file-store.errors.ts';
import { FileStore, type StoredFile, type StreamedFile } from './file-store.ts';
import { requireFilePath, storedContentType } from './file-path.ts';
import { MultipartUpload } from './multipart-upload.ts';
import { partsOf } from './parts-of.ts';

export interface S3Settings {
  /** The bucket's address, in the path: `https://s3.eu-central-1.amazonaws.com/my-shop`. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const TRIES_AGAIN = 3;
const TIMEOUT_MS = 60_000;
/** S3 takes parts from 5 MiB on, and 10,000 of them: files of up to 80 GB. */
const PART_BYTES = 8 * 1_024 * 1_024;

/** In a bucket, by the API of Amazon's S3, which many stores speak. What is put is there as a whole or not at all. */
export class S3FileStore extends FileStore {
  private readonly client: AwsClient;
  private readonly bucket: string;

  constructor({ url, region, accessKeyId, secretAccessKey }: S3Settings) {
    super();
    this.bucket = url.replace(/\/+$/, '');
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: TRIES_AGAIN });
  }

  async put(path: string, { contentType, bytes }: StoredFile): Promise<void> {
    await this.ask(this.locate(path), { method: 'PUT', body: Buffer.from(bytes), headers: typeHeader(contentType) });
  }

  async write(path: string, { contentType, bytes }: StreamedFile): Promise<number> {
    const parts = partsOf(bytes, PART_BYTES);
    const { value: first = Buffer.alloc(0) } = await parts.next();
    const second = await parts.next();
    if (second.done) {
      await this.put(path, { contentType, bytes: first });
      return first.length;
    }
    const upload = await MultipartUpload.begin(this.locate(path), typeHeader(contentType), (url, init) =>
      this.ask(url, init),
    );
    try {
      for (const part of [first, second.value]) await upload.add(part);
      for await (const part of parts) await upload.add(part);
      return await upload.complete();
    } catch (error) {
      await upload.abort().catch(() => undefined);
      throw error;
    }
  }

  async get(path: string): Promise<StoredFile | undefined> {
    const response = await this.find(path);
    if (!response) return undefined;
    return { contentType: typeOf(response), bytes: Buffer.from(await response.arrayBuffer()) };
  }

  async read(path: string, fromByte = 0): Promise<StreamedFile | undefined> {
    const response = await this.find(path, fromByte === 0 ? {} : { range: `bytes=${fromByte}-` });
    if (!response) return undefined;
    // Nothing stands behind the last byte, and S3 calls that an error.
    if (response.status === 416) return { contentType: await this.typeAt(path), bytes: nothing() };
    return { contentType: typeOf(response), bytes: response.body ?? nothing() };
  }

  async remove(path: string): Promise<void> {
    await this.ask(this.locate(path), { method: 'DELETE' });
  }

  private async find(path: string, headers: Record<string, string> = {}): Promise<Response | undefined> {
    const response = await this.ask(this.locate(path), { headers }, [404, 416]);
    if (!response.ok) await response.body?.cancel();
    return response.status === 404 ? undefined : response;
  }

  private async typeAt(path: string): Promise<string> {
    return typeOf(await this.ask(this.locate(path), { method: 'HEAD' }));
  }

  /** The answer, if it is a good one or has one of the `expected` statuses; throws `FileStoreFailed` otherwise. */
  private async ask(url: string, init: RequestInit, expected: readonly number[] = []): Promise<Response> {
    const response = await answerWithin(TIMEOUT_MS, (signal) => this.client.fetch(url, { ...init, signal }));
    if (response.ok || expected.includes(response.status)) return response;
    throw new FileStoreFailed(response.status, await response.text());
  }

  private locate(path: string): string {
    return `${this.bucket}/${requireFilePath(path)}`;
  }
}

function typeHeader(contentType: string): Record<string, string> {
  return { 'content-type': storedContentType(contentType) };
}

function typeOf({ headers }: Response): string {
  return headers.get('content-type') ?? 'application/octet-stream';
}

/** The body of the answer may take as long as its reader does. */
async function answerWithin(timeoutMs: number, ask: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error(`No answer within ${timeoutMs} ms.`)), timeoutMs);
  try {
    return await ask(patience.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}
