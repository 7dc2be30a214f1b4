import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEVICE_KNOWN_MS } from '../domain/known-devices.ts';

/** `__Host-`: only over TLS, only from this very host, for no other. */
const NAME = '__Host-rt';
const DEVICE = '__Host-device';
const ATTRIBUTES = 'HttpOnly; Secure; SameSite=Strict; Path=/';

/** Programs other than browsers say so, and get the refresh token in the body instead of the cookie. */
export function isNative({ headers }: FastifyRequest): boolean {
  return headers['x-client'] === 'native';
}

/** The refresh token that a browser brings along. */
export function refreshCookieOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, NAME);
}

/** What shows that somebody has logged in by this browser before. */
export function deviceCookieOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, DEVICE);
}

export function setRefreshCookie(reply: FastifyReply, token: string, endsAt: Date): void {
  const maxAge = Math.max(0, Math.floor((endsAt.getTime() - Date.now()) / 1_000));
  reply.header('set-cookie', `${NAME}=${token}; Max-Age=${maxAge}; ${ATTRIBUTES}`);
}

/** It outlives logging out: the device stays a known one. */
export function setDeviceCookie(reply: FastifyReply, token: string): void {
  reply.header('set-cookie', `${DEVICE}=${token}; Max-Age=${DEVICE_KNOWN_MS / 1_000}; ${ATTRIBUTES}`);
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
}

function cookieOf({ headers }: FastifyRequest, name: string): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
