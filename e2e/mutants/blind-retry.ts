import { randomUUID } from 'node:crypto';
import type { Provider } from '@nestjs/common';
import { paypalProvider } from '../../apps/payments/src/adapters/paypal/index.ts';
import type { PaymentProvider } from '../../apps/payments/src/domain/payment-provider.ts';
import { PaymentProviders } from '../../apps/payments/src/domain/payment-providers.ts';
import { PaymentsConfig } from '../../apps/payments/src/payments.config.ts';
import type { Switch } from './switch.ts';

/** Who asks again asks under a new key, so that the provider takes it for another payment. */
export const blindRetry = (mistake: Switch): Provider => ({
  provide: PaymentProviders,
  useFactory: (config: PaymentsConfig) => new PaymentProviders(withFreshKeys(paypalProvider(config), mistake)),
  inject: [PaymentsConfig],
});

function withFreshKeys<Kind extends PaymentProvider>(provider: Kind, mistake: Switch): Kind {
  return new Proxy(provider, {
    get(target, name) {
      if (name === 'create' && mistake.isOn) {
        const create: PaymentProvider['create'] = (request, key) => target.create(request, `${key}-${randomUUID()}`);
        return create;
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
