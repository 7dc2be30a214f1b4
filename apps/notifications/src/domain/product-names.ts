/** A product as people know it. */
export interface NamedProduct {
  readonly product: { readonly en: string; readonly ru: string };
  /** Its place in the storefront. */
  readonly slug: string;
}

/** What things are called now. */
export abstract class ProductNames {
  /** Undefined for what nobody can buy any more. Throws when the catalogue does not answer. */
  abstract find(variantId: string): Promise<NamedProduct | undefined>;
}
