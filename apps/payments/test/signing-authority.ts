import 'reflect-metadata';
import { sign, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as x509 from '@peculiar/x509';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2_048,
};
const DAY_MS = 86_400_000;

/** A certificate and the key that goes with it. */
export interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly keys: CryptoKeyPair;
  readonly pem: string;
}

interface CertificateOptions {
  readonly name: string;
  readonly issuer?: Signer;
  readonly isAuthority?: boolean;
  /** Days from now. */
  readonly from?: number;
  readonly until?: number;
}

/** Makes a certificate, signed by its issuer or by itself. */
export async function makeSigner(options: CertificateOptions): Promise<Signer> {
  const { name, issuer, isAuthority = false, from = -1, until = 1 } = options;
  const keys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: RSA,
    notBefore: new Date(Date.now() + from * DAY_MS),
    notAfter: new Date(Date.now() + until * DAY_MS),
    extensions: [new x509.BasicConstraintsExtension(isAuthority, undefined, true)],
  });
  return { certificate, keys, pem: certificate.toString('pem') };
}

export function asNodeCertificate({ pem }: Signer): X509Certificate {
  return new X509Certificate(pem);
}

export interface Transmission {
  readonly id: string;
  readonly time: string;
  readonly webhookId: string;
  readonly body: Buffer;
  readonly certUrl: string;
}

/** The headers with which PayPal sends a transmission. */
export async function signedHeaders(
  signer: Signer,
  { id, time, webhookId, body, certUrl }: Transmission,
): Promise<Record<string, string>> {
  const key = await crypto.subtle.exportKey('pkcs8', signer.keys.privateKey);
  const message = Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`);
  const signature = sign('RSA-SHA256', message, { key: Buffer.from(key), format: 'der', type: 'pkcs8' });
  return {
    'paypal-transmission-id': id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': signature.toString('base64'),
    'paypal-cert-url': certUrl,
    'paypal-auth-algo': 'SHA256withRSA',
  };
}
