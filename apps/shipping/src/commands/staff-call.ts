/** Who asks, and by which key a repeated request is known; without a key every request takes effect. */
export interface StaffCall {
  readonly staffId: string;
  readonly idempotencyKey?: string;
}
