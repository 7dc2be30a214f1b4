/** Where the buyer gets a receipt: one of the two. */
export interface BuyerContact {
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

/** Where receipts go. Nothing of it is kept here: it is asked for whenever a provider wants a receipt made. */
export abstract class BuyerContacts {
  /** Undefined where nobody knows, or no longer. Throws `ServiceUnavailable`; then the provider has not been asked yet. */
  abstract of(orderId: string): Promise<BuyerContact | undefined>;
}
