import { DomainError } from '@tovar/platform';

export class ZoneCodeTaken extends DomainError {
  readonly code = 'ZONE_CODE_TAKEN';
  override readonly kind = 'conflict';
  constructor(code: string, options?: ErrorOptions) {
    super(`There is a zone "${code}" already.`, { code }, options);
  }
}

/** Another zone has the same area; of two neither would be the more specific one. */
export class AreaTaken extends DomainError {
  readonly code = 'AREA_TAKEN';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('Another zone has one of these areas. Take it out there first, or name a smaller one here.', {}, options);
  }
}

export class ZoneInUse extends DomainError {
  readonly code = 'ZONE_IN_USE';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('A delivery method serves this zone. Take the zone out of the method first.', {}, options);
  }
}

export class MethodCodeTaken extends DomainError {
  readonly code = 'METHOD_CODE_TAKEN';
  override readonly kind = 'conflict';
  constructor(code: string, options?: ErrorOptions) {
    super(`There is a delivery method "${code}" already.`, { code }, options);
  }
}

export class UnknownCountry extends DomainError {
  readonly code = 'UNKNOWN_COUNTRY';
  constructor(country: string) {
    super(`"${country}" is not a country of ISO 3166-1.`, { country });
  }
}

export class AreaRepeated extends DomainError {
  readonly code = 'AREA_REPEATED';
  constructor() {
    super('An area is there twice.');
  }
}

/** A method names a zone that is not there. */
export class UnknownZone extends DomainError {
  readonly code = 'UNKNOWN_ZONE';
  constructor(options?: ErrorOptions) {
    super('One of the zones does not exist.', {}, options);
  }
}

export class UnknownCarrier extends DomainError {
  readonly code = 'UNKNOWN_CARRIER';
  constructor(carrier: string, known: readonly string[]) {
    super(`There is no carrier "${carrier}"; there are ${known.join(', ')}.`, { carrier, known });
  }
}

/** A method would serve a zone for no price in any currency. */
export class RateMissing extends DomainError {
  readonly code = 'RATE_MISSING';
  constructor(zoneId: string) {
    super('A zone that is served has a rate in at least one currency.', { zoneId });
  }
}

export class RateIsNotFlat extends DomainError {
  readonly code = 'RATE_IS_NOT_FLAT';
  constructor(currency: string) {
    super('A flat rate is one step without an end.', { currency });
  }
}

/** Two steps of a rate would say something of the same parcel. */
export class RateStepsOverlap extends DomainError {
  readonly code = 'RATE_STEPS_OVERLAP';
  constructor(currency: string) {
    super('Each step of a rate ends behind the one before; only the last may have no end.', { currency });
  }
}

/** A heavier parcel would cost less: hardly what was meant. */
export class RateFallsWithWeight extends DomainError {
  readonly code = 'RATE_FALLS_WITH_WEIGHT';
  constructor(currency: string) {
    super('A heavier parcel must not cost less than a lighter one.', { currency });
  }
}

/** Something is delivered there, but nothing has a price in the currency. */
export class CurrencyWithoutRate extends DomainError {
  readonly code = 'CURRENCY_WITHOUT_RATE';
  constructor(currency: string) {
    super(`Nothing has a delivery price in ${currency} there.`, { currency });
  }
}
