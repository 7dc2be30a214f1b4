import { DomainError } from '@tovar/platform';

/** No product has the attribute or option that a filter names; `path` says where it is named. */
export class UnknownAttribute extends DomainError {
  readonly code = 'UNKNOWN_ATTRIBUTE';
  override readonly kind = 'invalid';
  constructor(attribute: string, path: string) {
    super('No product has an attribute with this code.', { attribute, path });
  }
}

/** The attribute is of another kind than the filter's condition is for; `path` says which condition. */
export class FilterUnfit extends DomainError {
  readonly code = 'FILTER_UNFIT';
  override readonly kind = 'invalid';
  constructor(attribute: string, path: string, kinds: readonly string[]) {
    super('The attribute is of a kind that has no such condition.', { attribute, path, kinds });
  }
}
