/** Who asks, and by which key a repeated request is known; without a key every request takes effect. */
export interface ManagerCall {
  readonly managerId: string;
  readonly idempotencyKey?: string;
}
