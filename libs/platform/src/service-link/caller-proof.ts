import { timingSafeEqual } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { type CertifiedService, certifiedService } from './https/service-identity.ts';
import { CALLER_HEADER, LINK_KEY_HEADER } from './link-headers.ts';

/** How a service knows which other one is calling. */
export interface CallerProof {
  /** Undefined for whoever proves nothing. */
  callerOf(request: FastifyRequest): string | undefined;
}

/** Within one process: whoever knows its secret is believed the name it says. */
export class LinkKeyProof implements CallerProof {
  private readonly expected: Buffer;

  constructor(linkKey: string) {
    this.expected = Buffer.from(linkKey);
  }

  callerOf({ headers }: FastifyRequest): string | undefined {
    const sent = Buffer.from(String(headers[LINK_KEY_HEADER] ?? ''));
    const isRight = sent.length === this.expected.length && timingSafeEqual(sent, this.expected);
    return isRight ? String(headers[CALLER_HEADER] ?? '') : undefined;
  }
}

/** Between processes: the name that the certificate of the connection says, until that certificate ends. */
export class CertificateProof implements CallerProof {
  private readonly owners = new WeakMap<TLSSocket, CertifiedService>();

  constructor(private readonly now: () => number = Date.now) {}

  callerOf({ raw }: FastifyRequest): string | undefined {
    const owner = this.ownerOf(raw.socket as TLSSocket);
    // A connection may outlast the certificate that it was opened with.
    return owner && owner.notAfter > this.now() ? owner.service : undefined;
  }

  private ownerOf(socket: TLSSocket): CertifiedService | undefined {
    const known = this.owners.get(socket);
    if (known) return known;
    const certificate = socket.authorized ? socket.getPeerCertificate().raw : undefined;
    const owner = certificate && certifiedService(certificate);
    if (owner) this.owners.set(socket, owner);
    return owner;
  }
}

/** Which services may call: by name, or `every service` for what is of use to each of them. */
export type AdmittedCallers = readonly string[] | 'every service';

export function admits(callers: AdmittedCallers, caller: string): boolean {
  return callers === 'every service' || callers.includes(caller);
}
