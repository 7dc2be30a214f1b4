import { type CarriersConfig, cdekApi } from '../../carriers.config.ts';
import { CdekApi } from './cdek-api.ts';
import { CdekCarrier } from './cdek.carrier.ts';
import { CdekLabels } from './cdek-labels.ts';
import { CdekPoints } from './cdek-points.ts';
import { CdekPrices } from './cdek-prices.ts';
import { boxIn, type CdekTerms, tariffsIn } from '../../cdek-terms.ts';

/** What the carrier sandbox is content with. */
const SANDBOX_SECRET = 'sandbox';

/** CDEK as the configuration describes it; `CarriersConfig` has seen to it that nothing is missing. */
export function cdekCarrier(config: CarriersConfig): CdekCarrier {
  const api = new CdekApi({
    baseUrl: cdekApi(config),
    clientId: config.CDEK_CLIENT_ID,
    clientSecret: config.CDEK_CLIENT_SECRET ?? SANDBOX_SECRET,
    timeoutMs: config.CDEK_TIMEOUT_MS,
    retryMs: config.CDEK_RETRY_MS,
  });
  const terms: CdekTerms = {
    tariffs: tariffsIn(config.CDEK_TARIFFS) ?? new Map(),
    box: boxIn(config.CDEK_BOX_MM) ?? { length: 1, width: 1, height: 1 },
    sender: { name: config.CDEK_SENDER ?? '', phone: config.CDEK_SENDER_PHONE ?? '' },
    from: {
      postalCode: config.CDEK_FROM_POSTAL_CODE ?? '',
      city: config.CDEK_FROM_CITY ?? '',
      address: config.CDEK_FROM_ADDRESS ?? '',
    },
  };
  const prices = new CdekPrices(api, terms, {
    timeoutMs: config.CDEK_QUOTE_TIMEOUT_MS,
    keptMs: config.CDEK_QUOTES_KEPT_MS,
  });
  const points = new CdekPoints(api, config.CDEK_QUOTE_TIMEOUT_MS);
  return new CdekCarrier(api, prices, points, new CdekLabels(api), terms, config.CDEK_WEBHOOK_SECRET);
}
