import { type Manifest, metadataOf } from './manifest.ts';

/** What cert-manager keeps new, in the files that LINK_CERTIFICATES_DIR wants; the identity is the one URI. */
export function certificateOf(service: string): Manifest {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadataOf(service),
    spec: {
      secretName: `${service}-certificate`,
      issuerRef: { kind: 'Issuer', name: 'tovar' },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      duration: '168h',
      renewBefore: '72h',
      usages: ['digital signature', 'client auth', 'server auth'],
      uris: [`spiffe://tovar/${service}`],
      dnsNames: [service],
    },
  };
}
