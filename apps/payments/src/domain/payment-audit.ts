/** All that is written down. */
export const PAYMENT_AUDIT_KINDS = [
  'refund-asked',
  'refund-ordered',
  'refund-approved',
  'refund-rejected',
  'attention-cleared',
  'webhook-refused',
  'transactions-exported',
] as const;
export type PaymentAuditKind = (typeof PAYMENT_AUDIT_KINDS)[number];

export interface PaymentAuditEntry {
  readonly kind: PaymentAuditKind;
  /** Missing for what concerns no single payment. */
  readonly paymentId?: string;
  /** Who did it, where that is not the caller of the current request; null for nobody in person. */
  readonly actorId?: string | null;
  /** What exactly; no secrets. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Who did what with other people's money, for those who have to find out later. Nothing in it can be changed or taken out. */
export abstract class PaymentAudit {
  /** Written in the open transaction, as done by the caller of the current request unless somebody is named. */
  abstract add(entry: PaymentAuditEntry): Promise<void>;
}
