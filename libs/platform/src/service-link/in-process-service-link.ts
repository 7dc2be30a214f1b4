import type { FastifyInstance } from 'fastify';
import { currentTransaction } from '../database/transaction-context.ts';
import { ServiceUnavailable } from '../errors/platform.errors.ts';
import type { AnswerSharing } from '../http/answer-sharing.ts';
import { currentRequest, timeLeftMs } from '../http/request-context.ts';
import { sharingOf } from '../http/sharing-headers.ts';
import { callDirectly } from './direct-call.ts';
import { LinkPolicy } from './link-policy.ts';
import { linkHeaders } from './link-headers.ts';
import {
  ServiceLink,
  type ServiceRequest,
  type ServiceResponse,
  type StreamedRequest,
  type StreamedResponse,
} from './service-link.ts';

const DEFAULT_TIMEOUT_MS = 10_000;
const LONGEST_TRANSFER_MS = 60 * 60_000;

/** A request was made while a transaction was open: its locks would wait for another service. */
export class RequestInsideTransaction extends Error {
  readonly code = 'REQUEST_INSIDE_TRANSACTION';
  constructor(request: Pick<ServiceRequest, 'method' | 'service' | 'path'>) {
    super(
      `${request.method} ${request.service}${request.path} was called inside a transaction. Call it before or after.`,
    );
  }
}

/** The other service's own HTTP application, called in process: the same routes and guards, no socket. */
export class InProcessServiceLink extends ServiceLink {
  private readonly policies = new Map<string, LinkPolicy>();

  constructor(
    private readonly caller: string,
    private readonly services: ReadonlyMap<string, FastifyInstance>,
    private readonly linkKey: string,
  ) {
    super();
  }

  async send(request: ServiceRequest): Promise<ServiceResponse> {
    if (currentTransaction()) throw new RequestInsideTransaction(request);
    const service = this.services.get(request.service);
    if (!service) throw new ServiceUnavailable(request.service);
    const timeoutMs = Math.min(request.timeoutMs ?? DEFAULT_TIMEOUT_MS, timeLeftMs(DEFAULT_TIMEOUT_MS));
    const deadlineAt = Date.now() + timeoutMs;
    const isSafe = request.isSafeToRepeat ?? request.method === 'GET';
    const exchange = (): Promise<ServiceResponse> => this.exchange(service, request, deadlineAt - Date.now());
    const sharing = currentRequest()?.sharing;
    sharing?.expect(1);
    const response = await this.policyOf(request.service).run(timeoutMs, isSafe, exchange);
    if (sharing) noteSharing(sharing, response);
    return response;
  }

  async stream(request: StreamedRequest): Promise<StreamedResponse> {
    if (currentTransaction()) throw new RequestInsideTransaction(request);
    const service = this.services.get(request.service);
    if (!service) throw new ServiceUnavailable(request.service);
    const timeoutMs = request.timeoutMs ?? LONGEST_TRANSFER_MS;
    return this.policyOf(request.service).run(timeoutMs, false, async () => {
      const response = await service.inject({
        method: request.method,
        url: request.path,
        headers: linkHeaders(request, { caller: this.caller, linkKey: this.linkKey, timeoutMs }),
        payload: request.body,
        payloadAsStream: true,
      });
      const headers = response.headers as Record<string, string | undefined>;
      return { status: response.statusCode, headers, stream: response.stream() };
    });
  }

  private async exchange(
    service: FastifyInstance,
    request: ServiceRequest,
    timeoutMs: number,
  ): Promise<ServiceResponse> {
    const response = await callDirectly(service, {
      method: request.method,
      path: request.path,
      headers: linkHeaders(request, { caller: this.caller, linkKey: this.linkKey, timeoutMs }),
      body: payloadOf(request.body),
      readsValue: request.readsValue,
    });
    const callerRequest = currentRequest();
    if (callerRequest) callerRequest.statements += Number(response.headers['x-statements'] ?? 0);
    return response;
  }

  private policyOf(service: string): LinkPolicy {
    const known = this.policies.get(service);
    if (known) return known;
    const policy = new LinkPolicy(service);
    this.policies.set(service, policy);
    return policy;
  }
}

/** An answer that is made of another one is shared only if that one is, and depends on what that one depends on. */
function noteSharing(sharing: AnswerSharing, { headers }: ServiceResponse): void {
  const shared = sharingOf(headers);
  if (!shared) return;
  sharing.mark(shared);
  if (shared.isForGuests) sharing.dependOnCaller();
}

function payloadOf(body: unknown): string | Buffer | undefined {
  if (body === undefined || typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return JSON.stringify(body);
}
