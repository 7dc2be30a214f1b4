import { SANDBOX_SECRET } from '../../config-values.ts';
import type { PaymentsConfig } from '../../payments.config.ts';
import { PayPalApi } from './paypal-api.ts';
import { paypalEnvironment } from './paypal-environment.ts';
import { PayPalProvider } from './paypal.provider.ts';
import { SigningCertificates } from './signing-certificates.ts';
import { WebhookSignature } from './webhook-signature.ts';

/** PayPal as the configuration describes it. */
export function paypalProvider(config: PaymentsConfig): PayPalProvider {
  const environment = paypalEnvironment(config);
  const api = new PayPalApi({
    baseUrl: environment.api,
    clientId: config.PAYPAL_CLIENT_ID,
    clientSecret: config.PAYPAL_CLIENT_SECRET ?? SANDBOX_SECRET,
    timeoutMs: config.PAYPAL_TIMEOUT_MS,
    retryMs: config.PAYPAL_RETRY_MS,
  });
  return new PayPalProvider(
    api,
    environment,
    new WebhookSignature(new SigningCertificates(environment), config.PAYPAL_WEBHOOK_ID),
  );
}
