import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import { promisify } from 'node:util';
import { isPublicAddress } from '../domain/webhooks/public-address.ts';
import { type SendOutcome, WebhookSender, type WebhookRequest } from '../domain/webhooks/webhook-sender.ts';

const LARGEST_ANSWER_BYTES = 16 * 1_024;

export interface GuardOptions {
  readonly timeoutMs: number;
  /** For development and tests: lets this machine and private networks be reached. */
  readonly allowsPrivate: boolean;
  /** All addresses of a name. */
  readonly lookup?: (hostname: string, options: { all: true }) => Promise<LookupAddress[]>;
}

/**
 * Looks a name up once, refuses it unless all it leads to is public, and connects to what was looked up: a name that leads
 * elsewhere a moment later makes no difference.
 */
export class GuardedWebhookSender extends WebhookSender {
  constructor(private readonly options: GuardOptions) {
    super();
  }

  async post(request: WebhookRequest): Promise<SendOutcome> {
    const expired = AbortSignal.timeout(this.options.timeoutMs);
    const url = new URL(request.url);
    const found = await Promise.race([this.find(url.hostname.replace(/^\[|\]$/g, '')), timeOut(expired)]);
    return 'address' in found ? send(url, request, found, expired) : found;
  }

  private async find(host: string): Promise<LookupAddress | SendOutcome> {
    const { lookup = promisify(systemLookup), allowsPrivate } = this.options;
    const family = isIP(host);
    const addresses = family ? [{ address: host, family }] : await lookup(host, { all: true }).catch(() => []);
    const [first] = addresses;
    if (!first) return { failure: 'NAME_UNKNOWN' };
    const isAllowed = allowsPrivate || addresses.every(({ address }) => isPublicAddress(address));
    return isAllowed ? first : { failure: 'ADDRESS_REFUSED' };
  }
}

function timeOut(expired: AbortSignal): Promise<SendOutcome> {
  return new Promise((resolve) => {
    expired.addEventListener('abort', () => resolve({ failure: 'TIMED_OUT' }), { once: true });
  });
}

function send(
  url: URL,
  { headers, body }: WebhookRequest,
  found: LookupAddress,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const pinned: LookupFunction = (_hostname, _options, done) => done(null, found.address, found.family);
  const options: RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamily'> = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal,
    lookup: pinned,
    autoSelectFamily: false,
    // A connection of its own: one that is kept would outlive what was looked up.
    agent: false,
  };
  const start = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve) => {
    const exchange = start(url, options, (response) => {
      const outcome = { status: response.statusCode ?? 0 };
      let bytes = 0;
      const end = (): void => {
        resolve(outcome);
        exchange.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > LARGEST_ANSWER_BYTES) end();
      });
      response.on('end', end).on('error', end);
    });
    exchange.on('error', () => resolve({ failure: signal.aborted ? 'TIMED_OUT' : 'NOT_REACHED' }));
    exchange.end(body);
  });
}
