import { request } from 'node:http';

/** A request whose target is sent byte for byte: `fetch` would tidy it up first. */
export interface ExactRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExactAnswer {
  readonly status: number;
  readonly text: string;
}

export function sendExactly(url: string, { method, target, headers, body }: ExactRequest): Promise<ExactAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept would outlive the test.
    const options = { hostname, port, method, path: target, headers: { ...headers }, agent: false };
    const sent = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
