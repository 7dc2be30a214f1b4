/** Why there was no answer. */
export const SEND_FAILURES = ['ADDRESS_REFUSED', 'NAME_UNKNOWN', 'NOT_REACHED', 'TIMED_OUT'] as const;
export type SendFailure = (typeof SEND_FAILURES)[number];

/** What came of sending something: an answer's status, or why there was none. */
export type SendOutcome = { readonly status: number } | { readonly failure: SendFailure };

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Posts to addresses that strangers choose. Goes nowhere but to the public internet, whatever a name leads to, follows no
 * redirect, waits for a bounded time and reads a bounded answer. Never throws for what the other side does.
 */
export abstract class WebhookSender {
  abstract post(request: WebhookRequest): Promise<SendOutcome>;
}
