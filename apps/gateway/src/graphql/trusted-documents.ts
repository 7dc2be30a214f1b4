import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DomainError } from '@tovar/platform';
import { z } from 'zod';
import { BadGraphQLRequest } from './operation.errors.ts';

/** Whether documents that are not in the manifest are taken. */
export type TrustMode = 'off' | 'prefer' | 'only';

/** What names a document: its text, or the SHA-256 of it. */
export interface NamedDocument {
  readonly query?: string;
  readonly documentId?: string;
}

/** The document is not one of those that this shop's own clients send. */
export class UntrustedDocument extends DomainError {
  readonly code = 'UNTRUSTED_DOCUMENT';
  override readonly kind = 'invalid';
  constructor() {
    super('Only documents of the manifest are taken here.');
  }
}

/** No document has this id; a client that may send texts can send this one. */
export class PersistedQueryNotFound extends DomainError {
  readonly code = 'PERSISTED_QUERY_NOT_FOUND';
  override readonly kind = 'invalid';
  constructor() {
    super('There is no document with this id.');
  }
}

const manifest = z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string());

/** The documents of our own clients by the SHA-256 of their text. */
export class TrustedDocuments {
  constructor(
    private readonly mode: TrustMode,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /** Throws for a file that is no manifest, or in which an id is not its text's. */
  static read(mode: TrustMode, file: string): TrustedDocuments {
    if (mode === 'off') return new TrustedDocuments(mode, new Map());
    const texts = new Map(Object.entries(manifest.parse(JSON.parse(readFileSync(file, 'utf8')))));
    const wrong = [...texts].find(([id, text]) => idOf(text) !== id);
    if (wrong) throw new Error(`In ${file}, ${wrong[0]} is not the SHA-256 of its text.`);
    return new TrustedDocuments(mode, texts);
  }

  /** Whether it is one of our own clients' documents. */
  has(text: string): boolean {
    return this.texts.has(idOf(text));
  }

  /** The text to run. Throws `UntrustedDocument`, `PersistedQueryNotFound` and `BadGraphQLRequest`. */
  textOf({ query, documentId }: NamedDocument): string {
    const named = documentId === undefined ? undefined : this.texts.get(documentId);
    if (named !== undefined && (query === undefined || query === named)) return named;
    if (query === undefined && documentId === undefined) throw new BadGraphQLRequest('The request has no "query".');
    if (query === undefined) throw new PersistedQueryNotFound();
    if (documentId !== undefined && idOf(query) !== documentId)
      throw new BadGraphQLRequest('The id is not the SHA-256 of the "query".');
    if (this.mode === 'only' && !this.has(query)) throw new UntrustedDocument();
    return query;
  }
}

/** The manifest of these documents, as `TrustedDocuments.read` takes it. */
export function manifestOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.toSorted().map((text) => [idOf(text), text]));
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
