import { Injectable } from '@nestjs/common';
import { PaymentProviders } from '../domain/payment-providers.ts';

/** A way to pay. */
export interface PaymentMethod {
  /** The provider's name, as a buyer chooses it: `paypal`, `yookassa`. */
  readonly provider: string;
}

/** What a buyer can choose from. */
@Injectable()
export class PaymentMethods {
  constructor(private readonly providers: PaymentProviders) {}

  /** The preferred one first; none for a currency that nobody takes. */
  of(currency: string): PaymentMethod[] {
    return this.providers.taking(currency).map((provider) => ({ provider }));
  }
}
