import type { Locale } from './locale.ts';

/** From where a request came, as far as the gateway can tell. */
export interface Client {
  readonly ip: string;
  readonly userAgent?: string;
  /** The language that it prefers. */
  readonly locale?: Locale;
  readonly requestId?: string;
}
