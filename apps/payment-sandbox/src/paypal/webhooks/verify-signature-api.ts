import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Addresses } from '../../addresses.ts';
import { malformed } from '../paypal.errors.ts';
import { rawMember } from './raw-json-member.ts';
import type { WebhookSigner } from './webhook-signer.ts';
import { parseWebhookBody } from './webhook-syntax.ts';

const verification = z.object({
  auth_algo: z.string().max(100),
  cert_url: z.string().max(500),
  transmission_id: z.string().max(50),
  transmission_sig: z.string().max(500),
  transmission_time: z.string().max(100),
  webhook_id: z.string().max(50),
  webhook_event: z.record(z.string(), z.unknown()),
});

/** Says whether a transmission is genuine, for shops that do not check the signature themselves. */
export function verifySignatureApi({ signer, addresses }: { signer: WebhookSigner; addresses: Addresses }) {
  return async (app: FastifyInstance): Promise<void> => {
    // The event's own text is needed: its CRC is what was signed.
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

    app.post<{ Body: string }>('/v1/notifications/verify-webhook-signature', async ({ body: text }) => {
      const body = parseWebhookBody(verification, parsed(text));
      const transmission = {
        id: body.transmission_id,
        time: body.transmission_time,
        webhookId: body.webhook_id,
        body: Buffer.from(rawMember(text, 'webhook_event') ?? ''),
      };
      const isGenuine =
        body.auth_algo === 'SHA256withRSA' &&
        body.cert_url === addresses.api(signer.certificatePath) &&
        signer.verifies(transmission, body.transmission_sig);
      return { verification_status: isGenuine ? 'SUCCESS' : 'FAILURE' };
    });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('MALFORMED_REQUEST_JSON', { location: 'body' });
  }
}
