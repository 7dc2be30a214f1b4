import { DomainError } from '@tovar/platform';

/** The search engine does not answer, or does not have its copy of the products yet. What is listed without it goes on. */
export class SearchUnavailable extends DomainError {
  readonly code = 'SEARCH_UNAVAILABLE';
  override readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('Products cannot be searched and filtered at the moment. Try again soon.', {}, options);
  }
}
