import type { Payment } from './payment.ts';
import { ProviderUnknown } from './payment.errors.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** The providers that the shop works with, the preferred one first; a payment stays with the one it began at. */
export class PaymentProviders {
  private readonly byName: ReadonlyMap<string, PaymentProvider>;

  constructor(first: PaymentProvider, ...others: readonly PaymentProvider[]) {
    this.byName = new Map([first, ...others].map((provider) => [provider.name, provider]));
  }

  /** In the order of preference. */
  all(): PaymentProvider[] {
    return [...this.byName.values()];
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

  /** The names of those that take the currency, the preferred one first. */
  taking(currency: string): string[] {
    return this.all()
      .filter((provider) => provider.takes(currency))
      .map(({ name }) => name);
  }

  /**
   * Where a new payment goes: to whom the buyer has chosen, or else to the first that takes the currency. Where nobody
   * does, the first one is asked and refuses.
   */
  chosenFor(currency: string, wanted: string | null | undefined): string {
    return wanted ?? this.taking(currency)[0] ?? this.all().map(({ name }) => name)[0] ?? '';
  }
}
