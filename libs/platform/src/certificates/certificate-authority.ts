// What x509 takes and gives has the types of browsers.
/// <reference lib="dom" />
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { randomBytes, webcrypto } from 'node:crypto';
import { spiffeNameOf } from '../service-link/https/service-identity.ts';

cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 24 * 60 * 60_000;
/** Clocks differ a little. */
const BEFORE_MS = 5 * 60_000;

/** A certificate and its private key, both as PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface Validity {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly days: number;
}

/** Signs the certificates by which services know each other. For development: keep a real one's key offline. */
export class CertificateAuthority {
  private constructor(
    private readonly certificate: X509Certificate,
    private readonly signingKey: CryptoKey,
    /** Both as PEM, to be kept. */
    readonly files: IssuedCertificate,
  ) {}

  /** A new authority with a key of its own. */
  static async create({ from, days }: Validity): Promise<CertificateAuthority> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: 'CN=Tovar link authority',
      ...period({ from, days }),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const files = { cert: certificate.toString('pem'), key: await keyAsPem(keys.privateKey) };
    return new CertificateAuthority(certificate, keys.privateKey, files);
  }

  /** The authority whose `files` were kept. */
  static async load(files: IssuedCertificate): Promise<CertificateAuthority> {
    const [der] = PemConverter.decode(files.key);
    if (!der) throw new Error('The key of the authority is empty.');
    const key = await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
    return new CertificateAuthority(new X509Certificate(files.cert), key as CryptoKey, files);
  }

  /** A certificate for calling and for being called as this service; `name` is what others believe. */
  async issue(
    service: string,
    { from, days }: Validity,
    name: string = spiffeNameOf(service),
  ): Promise<IssuedCertificate> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${service}`,
      issuer: this.certificate.subject,
      ...period({ from, days }),
      publicKey: keys.publicKey,
      signingKey: this.signingKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension([
          { type: 'url', value: name },
          { type: 'dns', value: service },
        ]),
        await AuthorityKeyIdentifierExtension.create(this.certificate.publicKey),
      ],
    });
    return { cert: certificate.toString('pem'), key: await keyAsPem(keys.privateKey) };
  }
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
}

async function keyAsPem(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

/** Positive, and never twice. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}

function period({ from, days }: Validity): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(from - BEFORE_MS), notAfter: new Date(from + days * DAY_MS) };
}
