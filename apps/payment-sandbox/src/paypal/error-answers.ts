import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { InternalFault, RateLimitFault, StaleTokenFault } from '../faults.errors.ts';
import type { SandboxLogger } from '../logger.ts';
import { answeredByConnectionFault, MalformedJson } from '../server.ts';
import type { AccessTokens } from './access-tokens.ts';
import { malformed, OAuthRefusal, PaypalRefusal, refusals, type RefusalName } from './paypal.errors.ts';

/** Every error as PayPal would show it; one that nobody expected is logged and shown as PayPal's 500. */
export function paypalErrorHandler({ tokens, logger }: { tokens: AccessTokens; logger: SandboxLogger }) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    if (answeredByConnectionFault(error, reply)) return;
    if (error instanceof OAuthRefusal) {
      reply.status(error.status).send({ error: error.code, error_description: error.message });
      return;
    }
    if (error instanceof StaleTokenFault) tokens.revoke(request.headers.authorization);
    if (error instanceof RateLimitFault) reply.header('retry-after', error.retryAfterSeconds);
    const refusal = refusalFor(error);
    if (!refusal) logger.error('The payment sandbox failed.', { error, url: request.url });
    sendRefusal(request, reply, refusal ?? new PaypalRefusal('INTERNAL_SERVER_ERROR'));
  };
}

const refusalNameByFastifyCode: Readonly<Record<string, RefusalName>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
};

function refusalFor(error: FastifyError): PaypalRefusal | undefined {
  if (error instanceof PaypalRefusal) return error;
  if (error instanceof InternalFault) return new PaypalRefusal('INTERNAL_SERVER_ERROR');
  if (error instanceof RateLimitFault) return new PaypalRefusal('RATE_LIMIT_REACHED');
  if (error instanceof StaleTokenFault) return new PaypalRefusal('AUTHENTICATION_FAILURE');
  if (error instanceof MalformedJson) return malformed('MALFORMED_REQUEST_JSON', { location: 'body' });
  const name = refusalNameByFastifyCode[error.code];
  if (name) return new PaypalRefusal(name);
  return error.statusCode !== undefined && error.statusCode < 500 ? new PaypalRefusal('INVALID_REQUEST') : undefined;
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: PaypalRefusal): void {
  const api = request.url.startsWith('/v2/payments') ? 'payments' : 'orders';
  const anchor = refusal.details[0]?.issue ?? refusal.code;
  reply.status(refusal.status).send({
    name: refusal.code,
    message: refusals[refusal.code][1],
    debug_id: reply.getHeader('paypal-debug-id'),
    details: refusal.details,
    links: [
      {
        href: `https://developer.paypal.com/api/rest/reference/${api}/v2/errors/#${anchor}`,
        rel: 'information_link',
        method: 'GET',
      },
    ],
  });
}
