import { SentRequests } from '../src/domain/sent-requests.ts';

/** For the providers' own suites. */
export class InMemorySentRequests extends SentRequests {
  private readonly sent = new Map<string, string>();

  async maySend(key: string, body: object): Promise<boolean> {
    const text = JSON.stringify(body);
    if (!this.sent.has(key)) this.sent.set(key, text);
    return this.sent.get(key) === text;
  }

  async purge(): Promise<void> {
    // Nothing here is forgotten by itself.
  }

  async forget(): Promise<void> {
    this.sent.clear();
  }
}
