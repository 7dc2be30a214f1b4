import { Agent, request, type RequestOptions } from 'node:https';
import type { PeerCertificate } from 'node:tls';
import { PolicedServiceLink } from '../policed-service-link.ts';
import { HttpCaller, type Transport } from './http-caller.ts';
import { type LinkCertificates, type LinkCredentials, secureContextOf, TLS_VERSION } from './link-certificates.ts';
import { RemoteService } from './remote-service.ts';
import { everyAddress, type ServiceAddresses } from './service-addresses.ts';
import { certifiedService } from './service-identity.ts';

/** Shorter than servers keep an idle connection, so that none is used at the moment when it is closed. */
const IDLE_MS = 30_000;
const MOST_IDLE = 64;

/**
 * Other services' processes, over HTTPS on connections that are kept. Both sides show a certificate; who answers has to be
 * the service that was meant. Certificates are exchanged without a gap: new connections use the new one.
 */
export class HttpsServiceLink extends PolicedServiceLink {
  private readonly services = new Map<string, RemoteService>();
  private readonly http = new HttpCaller(() => this.transport);
  private transport: Transport;

  /** `addresses` is asked with every request for a service that is not known yet. */
  constructor(
    private readonly caller: string,
    private readonly addresses: ServiceAddresses,
    certificates: LinkCertificates,
  ) {
    super((name) => this.serviceCalled(name));
    this.transport = transportWith(certificates.current);
    certificates.onChange((credentials) => {
      const { agent } = this.transport;
      this.transport = transportWith(credentials);
      retire(agent as Agent);
    });
  }

  /** Looks again which addresses the services' hosts have. */
  async refreshAddresses(): Promise<void> {
    for (const [name, origins] of this.addresses)
      this.serviceCalled(name)?.replicas.update(await everyAddress(origins));
  }

  /** Ends idle connections and gives up those in use. */
  close(): void {
    for (const service of this.services.values()) service.close();
    this.transport.agent.destroy();
  }

  private serviceCalled(name: string): RemoteService | undefined {
    const known = this.services.get(name);
    if (known) return known;
    const origins = this.addresses.get(name);
    if (!origins) return undefined;
    const service = new RemoteService(name, this.caller, this.http);
    service.replicas.update(origins);
    this.services.set(name, service);
    return service;
  }
}

/**
 * All connections of one are made with the same credentials, so that place and service are all that tells them apart. Node
 * would compare twenty more settings, three times for each request.
 */
class LinkAgent extends Agent {
  override getName({ host, port, servername }: RequestOptions = {}): string {
    return `${host}:${port}:${servername}`;
  }
}

function transportWith(credentials: LinkCredentials): Transport {
  const agent = new LinkAgent({
    keepAlive: true,
    maxFreeSockets: MOST_IDLE,
    timeout: IDLE_MS,
    // A resumed session would not be asked for its certificate again.
    maxCachedSessions: 0,
    secureContext: secureContextOf(credentials),
    ...TLS_VERSION,
    checkServerIdentity,
  });
  return { request, agent, connected: 'secureConnect' };
}

/** `service` is the name under which the connection was opened; where the service runs says nothing of who it is. */
function checkServerIdentity(service: string, { raw }: PeerCertificate): Error | undefined {
  const answering = certifiedService(raw)?.service;
  if (answering === service) return undefined;
  return new Error(`${service} was meant, and ${answering ?? 'somebody without a name'} answers.`);
}

/** Lets requests on their way end; nothing new begins on these connections. */
function retire(agent: Agent): void {
  Object.assign(agent, { keepAlive: false });
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}
