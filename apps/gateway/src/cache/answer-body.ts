import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A way to make a body smaller that clients name in `Accept-Encoding`. */
export type Coding = 'br' | 'gzip';

/** Below this many bytes a compressed body would save less than its header costs. */
export const WORTH_COMPRESSING = 1_024;

const COMPRESSIBLE = /^(?:application\/(?:[\w.+-]*\+)?json|text\/|image\/svg\+xml)/;
const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
/** As fast as gzip, and smaller. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** A body as it is written to clients, compressed at most once for each coding. */
export class AnswerBody {
  readonly isWorthCompressing: boolean;
  readonly #compressed = new Map<Coding, Buffer>();
  readonly #heads = new Map<Coding | undefined, Readonly<Record<string, string | number>>>();
  #text?: string;

  constructor(
    readonly body: Buffer,
    /** Of the answer itself, in lower case; nothing about how long it may be kept. */
    readonly headers: Readonly<Record<string, string>>,
    readonly status = 200,
    /** What whoever gets it has seen, as services name it. */
    readonly shown: readonly string[] = [],
  ) {
    this.isWorthCompressing = body.length >= WORTH_COMPRESSING && COMPRESSIBLE.test(headers['content-type'] ?? '');
  }

  /** Memory that it takes, its compressed forms included. */
  get bytes(): number {
    return [...this.#compressed.values()].reduce((sum, { length }) => sum + length, 2 * this.body.length);
  }

  /** Its bytes as Latin-1: Node writes such a text together with the head, and bytes by themselves after it. */
  get text(): string {
    return (this.#text ??= this.body.toString('latin1'));
  }

  /** What the head says each time that the answer is given again in this form, which is there; `always` too. */
  headOfHit(
    coding: Coding | undefined,
    always: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string | number>> {
    const known = this.#heads.get(coding);
    if (known) return known;
    const head = {
      ...always,
      ...this.headers,
      'x-cache': 'HIT',
      'content-length': (coding ? this.#compressed.get(coding) : this.body)?.length ?? 0,
      ...(coding ? { 'content-encoding': coding } : {}),
      ...(this.isWorthCompressing ? { vary: 'accept-encoding' } : {}),
    };
    this.#heads.set(coding, head);
    return head;
  }

  /** The form that is there already. */
  compressed(coding: Coding): Buffer | undefined {
    return this.#compressed.get(coding);
  }

  async compress(coding: Coding): Promise<Buffer> {
    const known = this.#compressed.get(coding);
    if (known) return known;
    const compressed = coding === 'br' ? await toBrotli(this.body, BROTLI) : await toGzip(this.body);
    this.#compressed.set(coding, compressed);
    return compressed;
  }
}

/** The coding that a client takes and we prefer; undefined for the plain body. */
export function codingFor(acceptEncoding: string | undefined): Coding | undefined {
  if (!acceptEncoding) return undefined;
  const accepted = acceptEncoding.split(',').map((part) => part.trim().toLowerCase());
  return (['br', 'gzip'] as const).find((coding) => accepted.some((part) => takes(part, coding)));
}

function takes(part: string, coding: Coding): boolean {
  const [name, ...parameters] = part.split(';').map((piece) => piece.trim());
  return name === coding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
}
