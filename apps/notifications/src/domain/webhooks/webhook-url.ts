import { isPublicAddress } from './public-address.ts';
import { WebhookUrlRefused } from './webhook.errors.ts';

const LONGEST_URL = 2_000;
/** Below are services of machines; the web's own two excepted. */
const LOWEST_FREE_PORT = 1_024;
const WEB_PORTS = ['', '80', '443'];

/** What an endpoint's address may be. Both only where nobody's customers are. */
export interface UrlRules {
  /** Whether `http:` will do. */
  readonly allowsPlain: boolean;
  /** Whether it may be of this machine or of a network of ours. */
  readonly allowsPrivate: boolean;
}

/**
 * The address in its one spelling: `http://0x7f.1` is 127.0.0.1. Throws `WebhookUrlRefused`. A name is looked at again when
 * something is sent to it, because then it may lead elsewhere.
 */
export function toWebhookUrl(text: string, { allowsPlain, allowsPrivate }: UrlRules): string {
  const url = text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new WebhookUrlRefused('it is none, or longer than 2,000 characters');
  const isWeb = url.protocol === 'https:' || (allowsPlain && url.protocol === 'http:');
  if (!isWeb) throw new WebhookUrlRefused('it has to begin with https://');
  if (url.username !== '' || url.password !== '') throw new WebhookUrlRefused('it has a user name or a password in it');
  if (url.hash !== '') throw new WebhookUrlRefused('it has a part behind "#", which nobody would be sent');
  const isFreePort = WEB_PORTS.includes(url.port) || Number(url.port) >= LOWEST_FREE_PORT;
  if (!isFreePort) throw new WebhookUrlRefused('its port is neither 80 nor 443, nor 1024 or above');
  if (!allowsPrivate && isPrivateHost(url.hostname)) throw new WebhookUrlRefused('it is not of the public internet');
  return url.href;
}

/** Known without asking anybody: names of machines themselves, and addresses. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
  if (isAddress) return !isPublicAddress(host);
  return !host.includes('.') || /\.(localhost|local|internal|home\.arpa)$/i.test(host);
}
