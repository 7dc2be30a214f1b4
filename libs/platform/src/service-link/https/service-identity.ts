import { X509Certificate } from 'node:crypto';

/**
 * The whole list of names that a certificate of ours may carry: one SPIFFE name, and after it names of hosts. Matched as a
 * whole: what is cut at commas can be made to hold a name that nobody has certified.
 */
const NAMES = /^URI:spiffe:\/\/tovar\/([a-z][a-z0-9-]*)(?:, DNS:[A-Za-z0-9.-]+)*$/;

/** What a certificate of the link calls its service. */
export function spiffeNameOf(service: string): string {
  return `spiffe://tovar/${service}`;
}

/** Whose a certificate is, and until when. */
export interface CertifiedService {
  readonly service: string;
  /** Epoch milliseconds. */
  readonly notAfter: number;
}

/** Undefined for a certificate that names no service of the shop, or more than one. Proves nothing of who signed it. */
export function certifiedService(certificate: string | Buffer): CertifiedService | undefined {
  const { subjectAltName = '', validTo } = new X509Certificate(certificate);
  const service = NAMES.exec(subjectAltName)?.[1];
  return service === undefined ? undefined : { service, notAfter: Date.parse(validTo) };
}
