import { currentTransaction } from '../database/transaction-context.ts';
import { ServiceUnavailable } from '../errors/platform.errors.ts';
import type { AnswerSharing } from '../http/answer-sharing.ts';
import { currentRequest, timeLeftMs } from '../http/request-context.ts';
import { sharingOf, shownOf } from '../http/sharing-headers.ts';
import { inSpan } from '../tracing/in-span.ts';
import type { SpanDraft } from '../tracing/span.ts';
import { LinkPolicy } from './link-policy.ts';
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

/** One way of reaching a service, without any patience of its own. */
export interface Exchanger {
  exchange(request: ServiceRequest, timeoutMs: number): Promise<ServiceResponse>;
  open(request: StreamedRequest, timeoutMs: number): Promise<StreamedResponse>;
}

/** Deadline, retries, circuit and bulkhead of each called service, around whichever way leads to it. */
export class PolicedServiceLink extends ServiceLink {
  private readonly policies = new Map<string, LinkPolicy>();

  /** `reach` knows the way to a service, or answers undefined for one that is not there. */
  constructor(private readonly reach: (service: string) => Exchanger | undefined) {
    super();
  }

  send(request: ServiceRequest): Promise<ServiceResponse> {
    return inSpan(spanOf(request), () => this.sendPatiently(request));
  }

  stream(request: StreamedRequest): Promise<StreamedResponse> {
    return inSpan(spanOf(request), () => this.openPatiently(request));
  }

  private async sendPatiently(request: ServiceRequest): Promise<ServiceResponse> {
    const way = this.wayTo(request);
    const timeoutMs = Math.min(request.timeoutMs ?? DEFAULT_TIMEOUT_MS, timeLeftMs(DEFAULT_TIMEOUT_MS));
    const giveUpAt = performance.now() + timeoutMs;
    const isSafe = request.isSafeToRepeat ?? request.method === 'GET';
    const sharing = currentRequest()?.sharing;
    sharing?.expect(1);
    const response = await this.policyOf(request.service).run(timeoutMs, isSafe, async () => {
      const answer = await way.exchange(request, giveUpAt - performance.now());
      countStatements(answer);
      return answer;
    });
    if (sharing) noteSharing(sharing, response);
    return response;
  }

  private async openPatiently(request: StreamedRequest): Promise<StreamedResponse> {
    const way = this.wayTo(request);
    const timeoutMs = request.timeoutMs ?? LONGEST_TRANSFER_MS;
    return this.policyOf(request.service).run(timeoutMs, false, () => way.open(request, timeoutMs));
  }

  private wayTo(request: ServiceRequest | StreamedRequest): Exchanger {
    if (currentTransaction()) throw new RequestInsideTransaction(request);
    const way = this.reach(request.service);
    if (!way) throw new ServiceUnavailable(request.service);
    return way;
  }

  private policyOf(service: string): LinkPolicy {
    const known = this.policies.get(service);
    if (known) return known;
    const policy = new LinkPolicy(service);
    this.policies.set(service, policy);
    return policy;
  }
}

/** The path may name a person's things, so it is left out: the called service's own span has its route. */
function spanOf({ method, service }: Pick<ServiceRequest, 'method' | 'service'>): SpanDraft {
  return { name: `${method} ${service}`, kind: 'client' };
}

function countStatements({ headers }: ServiceResponse): void {
  const callerRequest = currentRequest();
  if (callerRequest) callerRequest.statements += Number(headers['x-statements'] ?? 0);
}

/** An answer that is made of another one is shared only if that one is, and depends on what that one depends on. */
function noteSharing(sharing: AnswerSharing, { headers }: ServiceResponse): void {
  sharing.show(shownOf(headers));
  const shared = sharingOf(headers);
  if (!shared) return;
  sharing.mark(shared);
  if (shared.isForGuests) sharing.dependOnCaller();
}
