import { parseDecimal } from '@tovar/contracts';
import type { QuotedParcel } from '../../domain/carrier.ts';
import { CdekApi, CdekRefused } from './cdek-api.ts';
import { tariffsAnswer } from './cdek-answers.ts';
import { KeptAnswers } from './kept-answers.ts';
import type { CdekTerms } from '../../cdek-terms.ts';

/** What one tariff costs, and how many working days it takes. */
interface TariffPrice {
  /** Kopecks. */
  readonly minor: bigint;
  readonly minDays: number;
  readonly maxDays: number;
}
type TariffPrices = ReadonlyMap<number, TariffPrice>;

const NO_PRICES: TariffPrices = new Map();
const PARCELS_KEPT = 5_000;

/** What CDEK takes for parcels (POST /calculator/tarifflist): all of its tariffs at once, in roubles. */
export class CdekPrices {
  private readonly kept: KeptAnswers<TariffPrices>;

  constructor(
    private readonly api: CdekApi,
    private readonly terms: CdekTerms,
    private readonly options: { readonly timeoutMs: number; readonly keptMs: number },
  ) {
    this.kept = new KeptAnswers(options.keptMs, PARCELS_KEPT);
  }

  /** None for what CDEK does not bring, or where it does not go. Throws `CarrierSilent`. */
  for({ destination, weightGrams }: QuotedParcel): Promise<TariffPrices> {
    const { country, region, city, postalCode } = destination;
    const where = { country_code: country, region, city, postal_code: postalCode };
    const to = Object.fromEntries(Object.entries(where).filter(([, part]) => typeof part === 'string'));
    const weight = Math.max(1, Math.ceil(weightGrams));
    return this.kept.get(JSON.stringify([to, weight]), () => this.ask(to, weight));
  }

  private async ask(to: object, weight: number): Promise<TariffPrices> {
    const { from, box } = this.terms;
    try {
      const { tariff_codes: tariffs } = await this.api.call({
        operation: 'quote',
        method: 'POST',
        path: '/calculator/tarifflist',
        body: {
          type: 1,
          from_location: { country_code: 'RU', postal_code: from.postalCode, city: from.city, address: from.address },
          to_location: to,
          packages: [{ weight, ...box }],
        },
        answer: tariffsAnswer,
        isSafeToRepeat: false,
        timeoutMs: this.options.timeoutMs,
      });
      return new Map((tariffs ?? []).map(toPrice));
    } catch (error) {
      if (error instanceof CdekRefused) return NO_PRICES;
      throw error;
    }
  }
}

type OfferedTariff = NonNullable<ReturnType<typeof tariffsAnswer.parse>['tariff_codes']>[number];

function toPrice({ tariff_code: code, delivery_sum: sum, period_min: minDays, period_max: maxDays }: OfferedTariff) {
  const { amount: minor } = parseDecimal(sum.toFixed(2), 'RUB');
  return [code, { minor, minDays, maxDays: Math.max(minDays, maxDays) }] as const;
}
