import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { type CallerProof, CertificateProof, LinkKeyProof } from '../service-link/caller-proof.ts';
import { CertificateUnusable } from '../service-link/https/https-link.errors.ts';
import { HttpsServiceLink } from '../service-link/https/https-service-link.ts';
import { contextOptionsOf, LinkCertificates, type LinkCredentials } from '../service-link/https/link-certificates.ts';
import { InProcessServiceLink } from '../service-link/in-process-service-link.ts';
import type { ServiceLink } from '../service-link/service-link.ts';
import type { PlatformConfig } from './platform.config.ts';

const REFRESH_ADDRESSES_MS = 5_000;

/** How the services of one process reach others, and know who reaches them. */
export interface ProcessLink {
  readonly proof: CallerProof;
  /** What its services show when they listen; undefined within one process. */
  readonly credentials?: LinkCredentials;
  linkOf(service: string): ServiceLink;
  /** Lets a listening server show each new certificate. */
  keepCertified(server: Server): void;
  close(): void;
}

/** Over HTTPS when other processes have addresses, within the process when they have none. */
export async function openProcessLink(
  config: PlatformConfig,
  local: { services: ReadonlyMap<string, FastifyInstance>; linkKey: string },
): Promise<ProcessLink> {
  const { LINK_CERTIFICATES_DIR: folder } = config;
  if (folder) return new RemoteLink(config, await LinkCertificates.read(folder));
  return {
    proof: new LinkKeyProof(local.linkKey),
    linkOf: (service) => new InProcessServiceLink(service, local.services, local.linkKey),
    keepCertified: () => undefined,
    close: () => undefined,
  };
}

class RemoteLink implements ProcessLink {
  readonly proof = new CertificateProof();
  private link?: HttpsServiceLink;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: PlatformConfig,
    private readonly certificates: LinkCertificates,
  ) {
    certificates.watch(config.LINK_CERTIFICATES_POLL_MS);
  }

  get credentials(): LinkCredentials {
    return this.certificates.current;
  }

  /** A process has one certificate, so it is one service. */
  linkOf(service: string): ServiceLink {
    const { service: owner } = this.certificates.current;
    if (owner !== service)
      throw new CertificateUnusable(
        this.config.LINK_CERTIFICATES_DIR ?? '',
        `belongs to ${owner}; ${service} needs its own, in a process of its own`,
      );
    const link = (this.link ??= new HttpsServiceLink(service, this.config.LINK_SERVICES, this.certificates));
    this.timer ??= setInterval(() => void link.refreshAddresses(), REFRESH_ADDRESSES_MS).unref();
    return link;
  }

  keepCertified(server: Server): void {
    this.certificates.onChange((credentials) => server.setSecureContext(contextOptionsOf(credentials)));
  }

  close(): void {
    clearInterval(this.timer);
    this.certificates.stop();
    this.link?.close();
  }
}
