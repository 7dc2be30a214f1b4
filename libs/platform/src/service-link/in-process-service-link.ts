import type { FastifyInstance } from 'fastify';
import { callDirectly } from './direct-call.ts';
import { linkHeaders } from './link-headers.ts';
import { type Exchanger, PolicedServiceLink } from './policed-service-link.ts';
import { payloadOf } from './request-payload.ts';
import type { ServiceRequest, ServiceResponse, StreamedRequest, StreamedResponse } from './service-link.ts';

/** The other service's own HTTP application, called in process: the same routes and guards, no socket. */
export class InProcessServiceLink extends PolicedServiceLink {
  constructor(caller: string, services: ReadonlyMap<string, FastifyInstance>, linkKey: string) {
    super((name) => {
      const service = services.get(name);
      return service && new LocalService(service, caller, linkKey);
    });
  }
}

class LocalService implements Exchanger {
  constructor(
    private readonly service: FastifyInstance,
    private readonly caller: string,
    private readonly linkKey: string,
  ) {}

  exchange(request: ServiceRequest, timeoutMs: number): Promise<ServiceResponse> {
    return callDirectly(this.service, {
      method: request.method,
      path: request.path,
      headers: this.headers(request, timeoutMs),
      body: payloadOf(request.body),
      readsValue: request.readsValue,
    });
  }

  async open(request: StreamedRequest, timeoutMs: number): Promise<StreamedResponse> {
    const response = await this.service.inject({
      method: request.method,
      url: request.path,
      headers: this.headers(request, timeoutMs),
      payload: request.body,
      payloadAsStream: true,
    });
    const headers = response.headers as Record<string, string | undefined>;
    return { status: response.statusCode, headers, stream: response.stream() };
  }

  private headers(request: ServiceRequest | StreamedRequest, timeoutMs: number): Record<string, string> {
    return linkHeaders(request, { caller: this.caller, linkKey: this.linkKey, timeoutMs });
  }
}
