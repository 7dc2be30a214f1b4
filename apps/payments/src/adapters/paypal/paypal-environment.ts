import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import type { PaymentsConfig } from '../../payments.config.ts';
import { paypalApi } from '../../paypal.config.ts';

/** Everything that differs between PayPal's live money, its sandbox, and the payment sandbox on this machine. */
export interface PayPalEnvironment {
  /** Base URL of the API. */
  readonly api: string;
  /** The origins on which a buyer may be sent to pay. */
  readonly buyerPages: readonly string[];
  /** The origins from which a signing certificate may be fetched. */
  readonly certificates: readonly string[];
  /** The name for which the signing certificate must be made out. */
  readonly signer: string;
  /** The authorities that may have issued it. */
  readonly authorities: () => readonly X509Certificate[];
}

const SANDBOX_SIGNER = 'messageverificationcerts.sandbox.paypal.com';

const PAYPAL: Readonly<Record<'live' | 'sandbox', Omit<PayPalEnvironment, 'api' | 'authorities'>>> = {
  live: {
    buyerPages: ['https://www.paypal.com'],
    certificates: ['https://api.paypal.com', 'https://api-m.paypal.com'],
    signer: 'messageverificationcerts.paypal.com',
  },
  sandbox: {
    buyerPages: ['https://www.sandbox.paypal.com'],
    certificates: ['https://api.sandbox.paypal.com', 'https://api-m.sandbox.paypal.com'],
    signer: SANDBOX_SIGNER,
  },
};

export function paypalEnvironment(config: PaymentsConfig): PayPalEnvironment {
  const api = paypalApi(config);
  if (config.PAYPAL_ENVIRONMENT !== 'local') {
    return { api, ...PAYPAL[config.PAYPAL_ENVIRONMENT], authorities: publicAuthorities };
  }
  return {
    api,
    buyerPages: [new URL(config.PAYPAL_CHECKOUT_URL ?? api).origin],
    certificates: [new URL(api).origin],
    signer: SANDBOX_SIGNER,
    authorities: () => localAuthority(config.PAYPAL_SANDBOX_ROOT_CERTIFICATE),
  };
}

let parsed: readonly X509Certificate[] | undefined;

/** Node's own list; parsed once, when the first certificate has to be checked. */
function publicAuthorities(): readonly X509Certificate[] {
  parsed ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return parsed;
}

/** Environment files often hold a certificate in one line, with `\n` for its line ends. */
function localAuthority(pem: string | undefined): readonly X509Certificate[] {
  return pem === undefined ? [] : [new X509Certificate(pem.replaceAll(String.raw`\n`, '\n'))];
}
