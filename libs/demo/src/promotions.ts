import type { DemoCategory, DemoCurrency, LocalizedText } from './demo-product.ts';
import type { DemoShop } from './shop.ts';

/** An amount in each currency of the demo shop. */
type DemoAmounts = readonly { readonly amount: string; readonly currency: DemoCurrency }[];

/** An offer of the demo shop; what is left out is as a new promotion has it. */
export interface DemoPromotion {
  readonly name: LocalizedText;
  readonly codes?: readonly string[];
  readonly conditions?: { readonly minimumSubtotal?: DemoAmounts; readonly categoryIds?: readonly string[] };
  readonly actions: readonly [
    | { readonly kind: 'PERCENT_OFF'; readonly layer: 'LINES' | 'ORDER'; readonly basisPoints: number }
    | { readonly kind: 'FREE_DELIVERY' }
    | { readonly kind: 'BUY_X_GET_Y'; readonly buy: number; readonly get: number },
  ];
  readonly useLimit?: number;
  readonly useLimitPerCustomer?: number;
}

/** What a country takes, in basis points: 1900 is 19 %. */
export interface DemoTaxRate {
  readonly country: string;
  readonly category: 'STANDARD' | 'REDUCED';
  readonly basisPoints: number;
}

/** Value added taxes by country: the standard rate and the reduced one. */
const TAXES: Readonly<Record<string, readonly [standard: number, reduced: number]>> = {
  AT: [2_000, 1_000],
  BE: [2_100, 600],
  DE: [1_900, 700],
  ES: [2_100, 1_000],
  FR: [2_000, 550],
  GB: [2_000, 500],
  IT: [2_200, 1_000],
  JP: [1_000, 800],
  NL: [2_100, 900],
  PL: [2_300, 800],
  RU: [2_200, 1_000],
};

const A_HUNDRED_EUROS: DemoAmounts = [
  { amount: '10000', currency: 'EUR' },
  { amount: '11000', currency: 'USD' },
  { amount: '9000', currency: 'GBP' },
  { amount: '1000000', currency: 'RUB' },
  { amount: '16000', currency: 'JPY' },
  { amount: '35000', currency: 'KWD' },
];

/** The offers of a demo shop: two by category, free delivery above a total, a welcome code and a limited one. */
export function demoPromotions({ categories }: Pick<DemoShop, 'categories'>): readonly DemoPromotion[] {
  return [
    {
      name: { en: '10 % off tea and coffee', ru: 'Чай и кофе: скидка 10 %' },
      conditions: { categoryIds: [idOf(categories, 'tea-and-coffee')] },
      actions: [{ kind: 'PERCENT_OFF', layer: 'LINES', basisPoints: 1_000 }],
    },
    {
      name: { en: 'Games: buy three, get one free', ru: 'Игры: четвёртая бесплатно' },
      conditions: { categoryIds: [idOf(categories, 'games')] },
      actions: [{ kind: 'BUY_X_GET_Y', buy: 3, get: 1 }],
    },
    {
      name: { en: 'Free delivery from 100 €', ru: 'Бесплатная доставка от 10 000 ₽' },
      conditions: { minimumSubtotal: A_HUNDRED_EUROS },
      actions: [{ kind: 'FREE_DELIVERY' }],
    },
    {
      name: { en: 'Welcome: 10 % off', ru: 'Добро пожаловать: скидка 10 %' },
      codes: ['WELCOME10'],
      actions: [{ kind: 'PERCENT_OFF', layer: 'ORDER', basisPoints: 1_000 }],
      useLimitPerCustomer: 1,
    },
    {
      name: { en: 'Flash: 25 % off for the first hundred', ru: 'Только первым ста: скидка 25 %' },
      codes: ['FLASH25'],
      actions: [{ kind: 'PERCENT_OFF', layer: 'ORDER', basisPoints: 2_500 }],
      useLimit: 100,
    },
  ];
}

/** What the countries take that the demo shop delivers to. */
export function demoTaxRates(): readonly DemoTaxRate[] {
  return Object.entries(TAXES).flatMap(([country, [standard, reduced]]): DemoTaxRate[] => [
    { country, category: 'STANDARD', basisPoints: standard },
    { country, category: 'REDUCED', basisPoints: reduced },
  ]);
}

function idOf(categories: readonly DemoCategory[], wanted: string): string {
  const category = categories.find(({ slug }) => slug === wanted);
  if (!category) throw new Error(`The demo shop has no category "${wanted}".`);
  return category.id;
}
