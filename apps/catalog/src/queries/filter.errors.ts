import { DomainError } from '@tovar/platform';

/** No product has the attribute or option that a filter names; `path` says where it is named. */
export class UnknownAttribute extends DomainError {
  readonly code = 'UNKNOWN_ATTRIBUTE';
  override readonly kind = 'invalid';
  constructor(attribute: string, path: string) {
    super('No product has an attribute with this code.', { attribute, path });
  }
}

/** No product has the attribute in the unit that a filter names; `units` are those that there are, in English. */
export class UnknownUnit extends DomainError {
  readonly code = 'UNKNOWN_UNIT';
  override readonly kind = 'invalid';
  constructor(attribute: string, path: string, units: readonly string[]) {
    super('No product has the attribute in this unit.', { attribute, path, units });
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
