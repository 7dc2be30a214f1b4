import { X509Certificate } from 'node:crypto';
import { UnknownOutcome, WebhookRejected } from '../../domain/payment.errors.ts';
import { exchange, type HttpAnswer, NoAnswer } from '@tovar/platform';
import type { PayPalEnvironment } from './paypal-environment.ts';

const PATH = /^\/v1\/notifications\/certs\/CERT-[A-Za-z0-9-]{1,80}$/;
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const TIMEOUT_MS = 5_000;
const LONGEST_FILE = 64 * 1_024;
const LONGEST_CHAIN = 6;
const REMEMBERED = 8;

/** The certificates that PayPal signs with, fetched from PayPal's own addresses only and kept until they end. */
export class SigningCertificates {
  private readonly known = new Map<string, X509Certificate>();

  constructor(
    private readonly environment: PayPalEnvironment,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws `WebhookRejected` for an address or a certificate that is not PayPal's, `UnknownOutcome` when it is out of reach. */
  async at(url: string): Promise<X509Certificate> {
    this.requireOwnAddress(url);
    const known = this.known.get(url);
    if (known && this.isCurrent(known)) return known;
    const chain = certificatesIn(await fetchFile(url));
    const signer = this.trusted(chain);
    const oldest = this.known.keys().next().value;
    if (oldest !== undefined && this.known.size >= REMEMBERED) this.known.delete(oldest);
    this.known.set(url, signer);
    return signer;
  }

  private requireOwnAddress(text: string): void {
    const url = URL.parse(text);
    const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
    const isOwn = isPlain && this.environment.certificates.includes(url.origin) && PATH.test(url.pathname);
    if (!isOwn) throw new WebhookRejected('its certificate is not at an address of PayPal');
  }

  private trusted([signer, ...others]: readonly X509Certificate[]): X509Certificate {
    const name = signer?.toLegacyObject().subject.CN;
    const isSigner = signer && !signer.ca && name === this.environment.signer;
    if (isSigner && this.isCurrent(signer) && this.leadsToAuthority(signer, others)) return signer;
    throw new WebhookRejected('its certificate is not one that PayPal signs with');
  }

  private leadsToAuthority(signer: X509Certificate, others: readonly X509Certificate[]): boolean {
    if (this.environment.authorities().some((authority) => this.isCurrent(authority) && isIssuedBy(signer, authority)))
      return true;
    const issuer = others.find((other) => other.ca && this.isCurrent(other) && isIssuedBy(signer, other));
    return (
      issuer !== undefined &&
      this.leadsToAuthority(
        issuer,
        others.filter((other) => other !== issuer),
      )
    );
  }

  private isCurrent({ validFromDate, validToDate }: X509Certificate): boolean {
    return validFromDate.getTime() <= this.now() && this.now() <= validToDate.getTime();
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function certificatesIn(pem: string): X509Certificate[] {
  try {
    return [...pem.matchAll(PEM)].slice(0, LONGEST_CHAIN).map(([text]) => new X509Certificate(text));
  } catch (error) {
    throw new WebhookRejected('its certificate cannot be read', { cause: error });
  }
}

async function fetchFile(url: string): Promise<string> {
  const { status, text } = await reached(url);
  if (status === 200) return text;
  if (status >= 500) throw new UnknownOutcome('fetch the signing certificate', `PayPal answered ${status}`);
  throw new WebhookRejected('its certificate does not exist');
}

async function reached(url: string): Promise<HttpAnswer> {
  try {
    return await exchange({ method: 'GET', url, headers: {}, timeoutMs: TIMEOUT_MS, longestAnswer: LONGEST_FILE });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw new UnknownOutcome('fetch the signing certificate', error.message, { cause: error });
  }
}
