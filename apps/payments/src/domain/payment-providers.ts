import type { Payment } from './payment.ts';
import { ProviderUnknown } from './payment.errors.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** The providers that the shop works with; a payment stays with the one it began at. */
export class PaymentProviders {
  private readonly byName: ReadonlyMap<string, PaymentProvider>;

  constructor(
    /** Where new payments go. */
    readonly chosen: PaymentProvider,
    ...others: readonly PaymentProvider[]
  ) {
    this.byName = new Map([chosen, ...others].map((provider) => [provider.name, provider]));
  }

  of({ provider }: Pick<Payment, 'provider'>): PaymentProvider {
    return this.named(provider);
  }

  /** Throws `ProviderUnknown`. */
  named(name: string): PaymentProvider {
    const provider = this.byName.get(name);
    if (!provider) throw new ProviderUnknown(name);
    return provider;
  }
}
