/** The search engine did not do what it was asked; the message carries its own words. */
export class SearchEngineFailed extends Error {
  readonly code = 'SEARCH_ENGINE_FAILED';
}
