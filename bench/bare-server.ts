import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';
import type { BenchRequest } from './load.ts';

interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A bare HTTP server in a process of its own that answers a workload with the very bytes that the shop answers. */
export class BareServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<BareServer> {
    const child = fork(join(import.meta.dirname, 'bare-server.mjs'), { execArgv: [] });
    const [url] = (await once(child, 'message')) as [string];
    return new BareServer(url, child);
  }

  /** Asks the shop once for each request, and answers so from now on. Throws when the shop refuses one. */
  async imitate(shopUrl: string, requests: readonly BenchRequest[]): Promise<void> {
    const answers: Answer[] = [];
    for (const request of requests) answers.push(await answerOf(shopUrl, request));
    const ready = once(this.child, 'message');
    this.child.send(answers);
    await ready;
  }

  stop(): void {
    this.child.disconnect();
  }
}

async function answerOf(shopUrl: string, { method, path, headers, body }: BenchRequest): Promise<Answer> {
  const response = await fetch(`${shopUrl}${path}`, { method, headers, body });
  const text = await response.text();
  if (!response.ok || text.startsWith('{"errors"'))
    throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  const kept = ['content-type', 'cache-control'].map((name) => [name, response.headers.get(name)]);
  return {
    headers: Object.fromEntries(kept.filter(([, value]) => value !== null)) as Record<string, string>,
    body: text,
  };
}
