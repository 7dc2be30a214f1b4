import type { Random } from '@tovar/testing';
import { type ProviderFault, providerFails } from './faults/sandbox-faults.ts';
import type { ProvenShop } from './proven-shop.ts';
import type { Kind } from './round-maker.ts';

export const CALL_FAULTS = [
  'timeout-before-commit',
  'timeout-after-commit',
  '500-before-commit',
  '500-after-commit',
  '429',
  'reset',
  'slow',
] as const;
export const WEBHOOK_FAULTS = [
  'webhook-duplicate',
  'webhook-drop',
  'webhook-delay',
  'webhook-forged',
  'webhook-reorder',
] as const;
export const REFUND_FAULTS = ['refund-pending', 'refund-canceled', '202'] as const;

/** [FT-04] What the provider does to a shop, whichever mode it runs in. */
export const PROVIDER_KINDS: readonly Kind<ProvenShop>[] = [
  { id: 'FT-04', weight: 14, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, callFault(random)) },
  { id: 'FT-04', weight: 6, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, webhookFault(random)) },
  { id: 'FT-04', weight: 4, make: ({ sandboxUrl }, random) => providerFails(sandboxUrl, refundFault(random)) },
];

function callFault(random: Random): ProviderFault {
  const target = random.pick(['create', 'capture', 'refund', 'get'] as const);
  return { target, kind: random.pick(CALL_FAULTS), times: 1 + random.below(5), delayMs: 300 };
}

function webhookFault(random: Random): ProviderFault {
  return { target: 'webhook', kind: random.pick(WEBHOOK_FAULTS), times: 1 + random.below(8), delayMs: 400 };
}

/** Only YooKassa refunds like this. */
function refundFault(random: Random): ProviderFault {
  const kind = random.pick(REFUND_FAULTS);
  return { provider: 'yookassa', target: 'refund', kind, times: 1 + random.below(3), delayMs: 300 };
}
