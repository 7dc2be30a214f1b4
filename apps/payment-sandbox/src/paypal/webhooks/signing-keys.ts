import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as x509 from '@peculiar/x509';
import { z } from 'zod';
import { BrokenSigningKeys } from '../../payment-sandbox.errors.ts';

const commonName = 'messageverificationcerts.sandbox.paypal.com';
const lifeMs = 10 * 365 * 86_400_000;
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

const signingKeysFile = z.object({
  rootCertificatePem: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
  certificatePem: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
  privateKeyPem: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
});

/** What webhooks are signed with. The root's own key is thrown away once it has signed the leaf. */
export interface SigningKeys {
  /** To be trusted by a shop that is set up for the sandbox. */
  readonly rootCertificatePem: string;
  /** The leaf, directly under the root. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** The last part of the certificate's URL, `CERT-…`; another certificate has another one. */
  readonly certificateId: string;
}

/** The keys kept in the file, made first when it does not exist. Throws `BrokenSigningKeys`. */
export async function openSigningKeys(path: string): Promise<SigningKeys> {
  const text = readIfThere(path);
  if (text === undefined) {
    const keys = await makeSigningKeys();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return keys;
  }
  try {
    const keys = signingKeysFile.parse(JSON.parse(text));
    return { ...keys, certificateId: certificateIdOf(keys.certificatePem) };
  } catch (cause) {
    throw new BrokenSigningKeys(path, cause);
  }
}

/** A new certificate authority and a leaf with the name that PayPal's sandbox signs under. */
export async function makeSigningKeys(): Promise<SigningKeys> {
  const validity = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + lifeMs) };
  const rootKeys = await crypto.subtle.generateKey(ecdsa, false, ['sign', 'verify']);
  const leafKeys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Tovar payment sandbox test root',
    keys: rootKeys,
    signingAlgorithm: ecdsa,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    subject: `CN=${commonName}`,
    issuer: root.subject,
    publicKey: leafKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: ecdsa,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  const privateKey = Buffer.from(await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey));
  const certificatePem = leaf.toString('pem');
  return {
    rootCertificatePem: root.toString('pem'),
    certificatePem,
    privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${privateKey.toString('base64')}\n-----END PRIVATE KEY-----\n`,
    certificateId: certificateIdOf(certificatePem),
  };
}

function certificateIdOf(pem: string): string {
  return `CERT-${createHash('sha256').update(pem).digest('hex').slice(0, 32)}`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
