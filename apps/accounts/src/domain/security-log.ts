import type { Client } from './client.ts';

/** All that is written down. */
export const SECURITY_EVENT_KINDS = [
  'registration-requested',
  'registered',
  'verification-requested',
  'password-reset-requested',
  'password-reset',
  'password-changed',
  'password-confirmation-failed',
  'email-change-requested',
  'email-changed',
  'first-account-made',
  'login-succeeded',
  'login-failed',
  'login-throttled',
  'refresh-token-reused',
  'session-ended',
  'signing-keys-rotated',
  'role-created',
  'role-edited',
  'role-removed',
  'role-assigned',
  'role-unassigned',
  'user-blocked',
  'user-unblocked',
  'data-export-requested',
  'erasure-requested',
  'person-erased',
  'api-key-created',
  'api-key-revoked',
  'permission-denied',
  'webhook-rejected',
  'payment-refunded',
] as const;
export type SecurityEventKind = (typeof SECURITY_EVENT_KINDS)[number];

export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  /** Who did it; undefined when nobody is known by what was typed. */
  readonly actorId?: string;
  /** To whom, if to somebody else. */
  readonly subjectId?: string;
  /** What exactly; no secrets, no addresses. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
  /** Undefined for what the shop does by itself. */
  readonly client?: Client;
}

/** What happened to accounts, for those who have to find out later. Nothing in it can be changed or taken out. */
export abstract class SecurityLog {
  /** Written in the open transaction, if there is one: then it stands if and only if what it tells of happened. */
  abstract add(...events: readonly SecurityEvent[]): Promise<void>;
}
