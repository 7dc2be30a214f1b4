export type Locale = 'en' | 'ru';

/** The same text in both languages of the demo shop. */
export type LocalizedText = Readonly<Record<Locale, string>>;

export type DemoCurrency = 'EUR' | 'USD' | 'GBP' | 'RUB' | 'JPY' | 'KWD';

/** A node of the department tree: departments have no parent, leaves hold the products. */
export interface DemoCategory {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: LocalizedText;
  /** Order among the children of one parent, from 0. */
  readonly position: number;
}

/** A unit of measure: a stable code and the symbol to show. */
export interface Unit {
  readonly code: string;
  readonly symbol: LocalizedText;
}

/** One typed fact about a product; `code` is stable within its product type, `label` and texts are for people. */
export type DemoAttribute = { readonly code: string; readonly label: LocalizedText } & (
  | { readonly kind: 'number'; readonly value: number; readonly unit: Unit | null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'choice'; readonly value: string; readonly text: LocalizedText }
  | { readonly kind: 'colour'; readonly value: string; readonly hex: string; readonly text: LocalizedText }
  | { readonly kind: 'date'; readonly value: string }
);

/** What a product type knows about one of its attributes; `choices` are the values that a choice or a colour can have. */
export interface DemoAttributeType {
  readonly code: string;
  readonly kind: DemoAttribute['kind'];
  readonly label: LocalizedText;
  readonly unit: Unit | null;
  readonly choices: readonly DemoOptionValue[];
}

/** A kind of product, such as `laptop`: every product of it has these attributes, in this order. */
export interface DemoProductType {
  readonly id: string;
  readonly code: string;
  readonly name: LocalizedText;
  readonly attributes: readonly DemoAttributeType[];
}

export interface DemoOptionValue {
  readonly code: string;
  readonly name: LocalizedText;
  /** Present on colours: `#rrggbb`. */
  readonly hex?: string;
}

/** What a customer chooses before buying, such as size or memory. */
export interface DemoOption {
  readonly code: string;
  readonly name: LocalizedText;
  readonly values: readonly DemoOptionValue[];
}

/** A price in minor units of its currency (yen have no minor unit, Kuwaiti dinars have three decimals). */
export interface DemoPrice {
  readonly currency: DemoCurrency;
  readonly amountMinor: bigint;
  readonly taxIncluded: boolean;
}

/** What is in fact sold: one combination of option values, with its own SKU, prices and stock. */
export interface DemoVariant {
  readonly id: string;
  readonly sku: string;
  readonly name: LocalizedText;
  /** Option code to value code; empty for a product without options. */
  readonly options: Readonly<Record<string, string>>;
  readonly prices: readonly DemoPrice[];
  readonly weightGrams: number;
  readonly stockOnHand: number;
  /** Which of the product's pictures shows this variant. */
  readonly pictureIndex: number;
}

/** A picture's description; `drawPicture` makes the SVG from it when it is needed. */
export interface DemoPicture {
  readonly name: string;
  readonly hex: string;
  readonly alt: LocalizedText;
}

/** A product of the demo shop, complete but for the drawn pictures. */
export interface DemoProduct {
  readonly id: string;
  readonly slug: string;
  readonly categoryId: string;
  /** Product type such as `laptop`: decides attributes, options and the picture's shape. */
  readonly type: string;
  readonly typeId: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly brand: string;
  readonly attributes: readonly DemoAttribute[];
  readonly options: readonly DemoOption[];
  readonly variants: readonly DemoVariant[];
  readonly createdAt: Date;
  readonly pictures: readonly DemoPicture[];
}
