import type { WebhookDialect } from '../../webhooks/webhook-sender.ts';

/** When YooKassa tries again, in seconds after the first try. */
const triesAfterSeconds = [0, 10, 42, 84, 168, 672, 5_376, 86_016];

/** YooKassa signs nothing, is content with 200 alone, and gives up after a day. */
export const yookassaDialect: WebhookDialect = {
  headers: async () => ({ 'user-agent': 'AHC/2.1' }),
  accepts: (status) => status === 200,
  delayAfterTryMs: (tries) => {
    const [last, next] = [triesAfterSeconds[tries - 1], triesAfterSeconds[tries]];
    return last === undefined || next === undefined ? undefined : (next - last) * 1000;
  },
};
