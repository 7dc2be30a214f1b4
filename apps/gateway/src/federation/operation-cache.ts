import { type DocumentNode, type GraphQLSchema, print } from 'graphql';
import { LruMap } from '@tovar/platform';
import { PreparedDocument } from './prepared-document.ts';

const MAX_DOCUMENTS = 1000;

/** Documents prepared for one schema, found again by identity and, parsed once more, by their text. */
export class OperationCache {
  readonly #byDocument = new WeakMap<DocumentNode, PreparedDocument>();
  readonly #byText = new LruMap<string, PreparedDocument>(MAX_DOCUMENTS);

  constructor(private readonly schema: GraphQLSchema) {}

  get(document: DocumentNode): PreparedDocument {
    const known = this.#byDocument.get(document);
    if (known) return known;
    const text = print(document);
    const prepared = this.#byText.get(text) ?? new PreparedDocument(document, this.schema);
    this.#byText.set(text, prepared);
    this.#byDocument.set(document, prepared);
    return prepared;
  }
}
