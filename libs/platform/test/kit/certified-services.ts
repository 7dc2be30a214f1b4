import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { CertificateFolder } from '../../src/certificates/certificate-folder.ts';
import { keepRefusedConnections } from '../../src/http/refused-bodies.ts';
import { CertificateProof } from '../../src/service-link/caller-proof.ts';
import { HttpsServiceLink } from '../../src/service-link/https/https-service-link.ts';
import { contextOptionsOf, LinkCertificates, serverOptionsOf } from '../../src/service-link/https/link-certificates.ts';
import { CALLER_HEADER } from '../../src/service-link/link-headers.ts';

/** Services on addresses of their own with certificates of one authority, and links to them; all in this process. */
export class CertifiedServices {
  readonly addresses = new Map<string, URL[]>();
  private readonly closing: (() => Promise<void>)[] = [];

  private constructor(
    readonly folder: string,
    readonly certificates: CertificateFolder,
  ) {}

  static async create(now: () => number = Date.now): Promise<CertifiedServices> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-link-'));
    return new CertifiedServices(folder, new CertificateFolder(folder, now));
  }

  /** A link that calls as this service, with a certificate of its own. */
  async link(caller: string, certificates?: LinkCertificates): Promise<HttpsServiceLink> {
    const link = new HttpsServiceLink(caller, this.addresses, certificates ?? (await this.certificatesOf(caller)));
    this.closing.push(async () => link.close());
    return link;
  }

  /** The service's certificate, made when it has none. */
  async certificatesOf(service: string): Promise<LinkCertificates> {
    const folder = this.certificates.folderOf(service);
    return LinkCertificates.read(folder).catch(async () => {
      await this.certificates.issue([service], 7);
      return LinkCertificates.read(folder);
    });
  }

  /** Starts one more replica of a service, which shows the certificate of `as`. */
  async serve(name: string, routes: (service: FastifyInstance) => void, as = name): Promise<RunningReplica> {
    const certificates = await this.certificatesOf(as);
    const service = fastify({
      https: serverOptionsOf(certificates.current),
      forceCloseConnections: true,
      return503OnClosing: false,
    });
    keepRefusedConnections(service);
    const proof = new CertificateProof();
    service.addHook('onRequest', async (request, reply) => {
      const caller = proof.callerOf(request);
      if (caller === undefined) return reply.status(401).send({ code: 'UNAUTHENTICATED' });
      request.headers[CALLER_HEADER] = caller;
      return undefined;
    });
    routes(service);
    const origin = new URL(await service.listen({ port: 0, host: '127.0.0.1' }));
    certificates.onChange((credentials) => service.server.setSecureContext(contextOptionsOf(credentials)));
    this.addresses.set(name, [...(this.addresses.get(name) ?? []), origin]);
    const replica = { origin, certificates, close: () => service.close() };
    this.closing.push(replica.close);
    return replica;
  }

  async close(): Promise<void> {
    for (const close of this.closing.splice(0).toReversed()) await close();
    await rm(this.folder, { recursive: true });
  }
}

export interface RunningReplica {
  readonly origin: URL;
  readonly certificates: LinkCertificates;
  close(): Promise<void>;
}
