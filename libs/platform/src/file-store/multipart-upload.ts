import { FileStoreFailed } from './file-store.errors.ts';

/** Sends one request to S3; throws when the answer is not a good one. */
export type AskS3 = (url: string, init: RequestInit) => Promise<Response>;

/** A file that is too large for one request: its parts become visible at once, with `complete`, or never. */
export class MultipartUpload {
  private readonly tags: string[] = [];
  private size = 0;

  private constructor(
    private readonly url: string,
    private readonly id: string,
    private readonly ask: AskS3,
  ) {}

  static async begin(url: string, headers: Record<string, string>, ask: AskS3): Promise<MultipartUpload> {
    const answer = await (await ask(`${url}?uploads=`, { method: 'POST', headers })).text();
    return new MultipartUpload(url, textIn(answer, 'UploadId'), ask);
  }

  /** Parts keep the order in which they are added. */
  async add(part: Uint8Array<ArrayBuffer>): Promise<void> {
    const answer = await this.ask(this.with(`partNumber=${this.tags.length + 1}`), { method: 'PUT', body: part });
    this.tags.push(answer.headers.get('etag') ?? '');
    this.size += part.length;
  }

  /** Returns the number of bytes. */
  async complete(): Promise<number> {
    const parts = this.tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    );
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const response = await this.ask(this.with(), { method: 'POST', body });
    const answer = await response.text();
    // S3 begins this answer before it knows how it ends.
    if (answer.includes('<Error>')) throw new FileStoreFailed(response.status, answer);
    return this.size;
  }

  /** Gives back the space of the parts. */
  async abort(): Promise<void> {
    await this.ask(this.with(), { method: 'DELETE' });
  }

  private with(parameter?: string): string {
    const id = `uploadId=${encodeURIComponent(this.id)}`;
    return `${this.url}?${parameter ? `${parameter}&` : ''}${id}`;
  }
}

function textIn(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml)?.[1];
  if (!text) throw new Error(`S3 answered without ${element}.`);
  return text;
}
