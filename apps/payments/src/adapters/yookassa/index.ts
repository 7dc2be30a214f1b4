import { SANDBOX_SECRET } from '../../config-values.ts';
import type { BuyerContacts } from '../../domain/buyer-contacts.ts';
import type { SentRequests } from '../../domain/sent-requests.ts';
import type { PaymentsConfig } from '../../payments.config.ts';
import { YooKassaApi } from './yookassa-api.ts';
import { yookassaEnvironment } from './yookassa-environment.ts';
import { YooKassaProvider } from './yookassa.provider.ts';

/** YooKassa as the configuration describes it. */
export function yookassaProvider(
  config: PaymentsConfig,
  contacts: BuyerContacts,
  sent: SentRequests,
): YooKassaProvider {
  const environment = yookassaEnvironment(config);
  const api = new YooKassaApi({
    baseUrl: environment.api,
    shopId: config.YOOKASSA_SHOP_ID,
    secretKey: config.YOOKASSA_SECRET ?? SANDBOX_SECRET,
    timeoutMs: config.YOOKASSA_TIMEOUT_MS,
    retryMs: config.YOOKASSA_RETRY_MS,
  });
  const { YOOKASSA_RECEIPT_VAT_CODE: vatCode, YOOKASSA_RECEIPT_EMAIL: email } = config;
  const receipts =
    vatCode === undefined || email === undefined
      ? undefined
      : { settings: { vatCode, email, taxSystemCode: config.YOOKASSA_RECEIPT_TAX_SYSTEM }, contacts, sent };
  return new YooKassaProvider(api, environment, new Set(config.YOOKASSA_CURRENCIES), receipts);
}
