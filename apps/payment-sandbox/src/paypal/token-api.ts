import type { FastifyInstance } from 'fastify';
import type { ProviderFaults } from '../faults.ts';
import { tokenLifeSeconds, type AccessTokens } from './access-tokens.ts';
import { OAuthRefusal } from './paypal.errors.ts';

export function tokenApi({ tokens, faults }: { tokens: AccessTokens; faults: ProviderFaults }) {
  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v1/oauth2/token', async ({ headers, body }) => {
      if (!tokens.isClient(headers.authorization)) {
        throw new OAuthRefusal(401, 'invalid_client', 'Client Authentication failed');
      }
      const grantType = body instanceof URLSearchParams ? body.get('grant_type') : null;
      if (grantType !== 'client_credentials') {
        throw new OAuthRefusal(400, 'unsupported_grant_type', `Grant Type is ${grantType ?? 'NULL'}`);
      }
      return faults.around('token', (fault) => ({
        scope: 'https://uri.paypal.com/services/payments/payment https://uri.paypal.com/services/payments/refund',
        access_token: tokens.issue(fault?.kind === 'expired-token' ? 0 : tokenLifeSeconds),
        token_type: 'Bearer',
        app_id: 'APP-80W284485P519543T',
        expires_in: tokenLifeSeconds,
        nonce: new Date().toISOString(),
      }));
    });
  };
}
