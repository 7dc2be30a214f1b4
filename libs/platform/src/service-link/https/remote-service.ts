import { linkHeaders } from '../link-headers.ts';
import type { Exchanger } from '../policed-service-link.ts';
import { payloadOf } from '../request-payload.ts';
import type { ServiceRequest, ServiceResponse, StreamedRequest, StreamedResponse } from '../service-link.ts';
import type { HttpCaller } from './http-caller.ts';
import { NoAnswerInTime, NotSent } from './https-link.errors.ts';
import { ReplicaSet } from './replica-set.ts';

const FIRST_PROBE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const PROBE_WITHIN_MS = 2_000;
const READY = 200;
/** Less than a replica takes leave for: whoever has answered so lately is there for one more request. */
const SURE_FOR_MS = 500;

/**
 * A service in other processes. Requests go round its replicas; one that fails or says goodbye is out until it says by
 * itself that it is ready, so that no request of a client is spent on finding out. One that has not been heard for a while
 * may be gone in the next moment: it is asked first whether it is ready for what must not be sent twice.
 */
export class RemoteService implements Exchanger {
  readonly replicas = new ReplicaSet();
  private readonly probes = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly name: string,
    private readonly caller: string,
    private readonly http: HttpCaller,
  ) {}

  async exchange(request: ServiceRequest, timeoutMs: number): Promise<ServiceResponse> {
    const giveUpAt = performance.now() + timeoutMs;
    const payload = payloadOf(request.body);
    const isSafe = request.isSafeToRepeat ?? request.method === 'GET';
    return this.withReplica(async (origin, tried) => {
      if (!isSafe) await this.makeSure(origin, tried, giveUpAt);
      const leftMs = timeLeft(giveUpAt);
      const answer = await this.http.send(origin, this.outgoing(request, leftMs), payload, leftMs);
      this.replicas.answered(origin);
      this.noteGoodbye(origin, answer);
      return answer;
    });
  }

  async open(request: StreamedRequest, timeoutMs: number): Promise<StreamedResponse> {
    const giveUpAt = performance.now() + timeoutMs;
    const once = async (origin: URL): Promise<StreamedResponse> => {
      const leftMs = timeLeft(giveUpAt);
      const answer = await this.http.open(origin, this.outgoing(request, leftMs), request.body, leftMs);
      this.noteGoodbye(origin, answer);
      return answer;
    };
    if (!request.body) return this.withReplica(once);
    // A body that has begun to flow cannot flow again.
    const ready = await this.withReplica(async (origin, tried) => {
      await this.makeSure(origin, tried, giveUpAt);
      return origin;
    });
    return once(ready);
  }

  close(): void {
    for (const timer of this.probes.values()) clearTimeout(timer);
    this.probes.clear();
  }

  private outgoing(request: ServiceRequest | StreamedRequest, timeoutMs: number) {
    const { method, path } = request;
    return { service: this.name, method, path, headers: linkHeaders(request, { caller: this.caller, timeoutMs }) };
  }

  /** Asks the next replica as long as nothing has left for the one before. */
  private async withReplica<T>(ask: (origin: URL, tried: ReadonlySet<URL>) => Promise<T>): Promise<T> {
    const tried = new Set<URL>();
    for (;;) {
      const origin = this.required(this.replicas.next(tried));
      try {
        return await ask(origin, tried);
      } catch (error) {
        this.noteFailure(origin, error);
        tried.add(origin);
        if (!(error instanceof NotSent) || this.replicas.next(tried) === undefined) throw error;
      }
    }
  }

  private required(origin: URL | undefined): URL {
    if (!origin) throw new NotSent(`No replica of ${this.name} is known.`);
    return origin;
  }

  /**
   * Asks a replica that has been silent whether it is there, where another can be asked instead: rejects with `NotSent` when
   * it says that it is not. One that only takes its time is believed to be.
   */
  private async makeSure(origin: URL, tried: ReadonlySet<URL>, giveUpAt: number): Promise<void> {
    if (!this.replicas.isUnsure(origin, SURE_FOR_MS, tried)) return;
    const status = await this.readiness(origin, Math.min(PROBE_WITHIN_MS, timeLeft(giveUpAt) / 2)).catch((error) => {
      if (error instanceof NoAnswerInTime) return undefined;
      throw new NotSent(`${origin.host} is not there.`, { cause: error });
    });
    if (status === undefined) return;
    if (status !== READY) throw new NotSent(`${origin.host} is not ready.`);
    this.replicas.answered(origin);
  }

  private noteFailure(origin: URL, error: unknown): void {
    const isNews = error instanceof NoAnswerInTime ? this.replicas.wasLate(origin) : this.replicas.eject(origin);
    if (isNews) this.probeLater(origin, FIRST_PROBE_MS);
  }

  /** A replica that is about to stop closes each connection after its answer. */
  private noteGoodbye(origin: URL, { headers }: Pick<ServiceResponse, 'headers'>): void {
    if (headers.connection === 'close' && this.replicas.eject(origin)) this.probeLater(origin, FIRST_PROBE_MS);
  }

  private probeLater(origin: URL, pauseMs: number): void {
    const probe = async (): Promise<void> => {
      this.probes.delete(origin.href);
      if (await this.isReady(origin)) return this.replicas.restore(origin);
      if (this.replicas.isOut(origin)) this.probeLater(origin, Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
    };
    this.probes.set(origin.href, setTimeout(() => void probe(), pauseMs).unref());
  }

  private async isReady(origin: URL): Promise<boolean> {
    return (await this.readiness(origin, PROBE_WITHIN_MS).catch(() => undefined)) === READY;
  }

  private async readiness(origin: URL, timeoutMs: number): Promise<number> {
    const question = this.outgoing({ service: this.name, method: 'GET', path: '/health/ready' }, timeoutMs);
    return (await this.http.send(origin, question, undefined, timeoutMs)).status;
  }
}

/** Throws `NoAnswerInTime` when the caller's time is over. */
function timeLeft(giveUpAt: number): number {
  const leftMs = giveUpAt - performance.now();
  if (leftMs <= 0) throw new NoAnswerInTime('No time is left to ask in.');
  return leftMs;
}
