import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: only over TLS, only from this very host, for no other. */
const NAME = '__Host-rt';
const ATTRIBUTES = 'HttpOnly; Secure; SameSite=Strict; Path=/';

/** Programs other than browsers say so, and get the refresh token in the body instead of the cookie. */
export function isNative({ headers }: FastifyRequest): boolean {
  return headers['x-client'] === 'native';
}

/** The refresh token that a browser brings along. */
export function refreshCookieOf({ headers }: FastifyRequest): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
}

export function setRefreshCookie(reply: FastifyReply, token: string, endsAt: Date): void {
  const maxAge = Math.max(0, Math.floor((endsAt.getTime() - Date.now()) / 1_000));
  reply.header('set-cookie', `${NAME}=${token}; Max-Age=${maxAge}; ${ATTRIBUTES}`);
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
}
