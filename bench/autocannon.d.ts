/** The little of https://github.com/mcollina/autocannon that the bench uses. */
declare module 'autocannon' {
  interface Request {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }
  interface Client {
    setRequests(requests: readonly Request[]): void;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly timeout?: number;
    readonly requests: readonly Request[];
    readonly setupClient?: (client: Client) => void;
  }
  interface Result {
    /** Refused or broken connections. */
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
    /** Seconds. */
    readonly duration: number;
  }
  interface Run extends Promise<Result> {
    on(event: 'response', listener: (client: Client, status: number, bytes: number, tookMs: number) => void): this;
  }
  export default function autocannon(options: Options): Run;
}
