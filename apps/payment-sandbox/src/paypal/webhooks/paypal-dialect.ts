import type { Addresses } from '../../addresses.ts';
import type { WebhookDialect } from '../../webhooks/webhook-sender.ts';
import { delayAfterTryMs } from './retry-schedule.ts';
import type { WebhookSigner } from './webhook-signer.ts';

/** PayPal signs each transmission, and is content with any 2xx. */
export function paypalDialect(signer: WebhookSigner, addresses: Addresses): WebhookDialect {
  return {
    async headers({ transmissionId: id, transmissionTime: time, webhookId, isForged }, body) {
      return {
        'user-agent': 'PayPal/AUHD-214.0-58843817',
        'paypal-transmission-id': id,
        'paypal-transmission-time': time,
        'paypal-transmission-sig': isForged
          ? signer.forgedSignature()
          : await signer.sign({ id, time, webhookId, body }),
        'paypal-cert-url': addresses.api(signer.certificatePath),
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-auth-version': 'v2',
      };
    },
    accepts: (status) => status >= 200 && status < 300,
    delayAfterTryMs,
  };
}
