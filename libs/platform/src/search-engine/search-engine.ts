import { SearchEngineFailed } from './search-engine.errors.ts';

const DEFAULT_TIMEOUT_MS = 10_000;
const NOT_FOUND = 404;
const CONFLICT = 409;
/** Of what the engine says about a failure. */
const MOST_SAID = 500;

/** What is stored under an id; of two with one id the higher version stays, whichever comes first. */
export interface VersionedDocument {
  readonly id: string;
  readonly version: string;
  readonly source: object;
}

export interface SearchEngineSettings {
  /** `https://user@host:9200`. */
  readonly url: string;
  /** The password of its user. */
  readonly secret?: string;
  /** How long an answer may take; default: ten seconds. */
  readonly timeoutMs?: number;
}

/** An index by its own name, or the one that another name stands for. */
export type IndexOrAlias = { readonly index: string } | { readonly alias: string };

interface BulkAnswer {
  readonly errors: boolean;
  readonly items: readonly {
    readonly index: { readonly status: number; readonly error?: { readonly reason: string } };
  }[];
}

/**
 * Elasticsearch or OpenSearch, by what their HTTP APIs have in common: each vendor's own client refuses the other's server.
 * Whatever goes wrong throws `SearchEngineFailed` within the time for an answer.
 */
export class SearchEngine {
  private readonly base: string;
  private readonly headers: Record<string, string>;
  private readonly timeoutMs: number;

  constructor({ url, secret = '', timeoutMs = DEFAULT_TIMEOUT_MS }: SearchEngineSettings) {
    this.timeoutMs = timeoutMs;
    const { username, origin, pathname } = new URL(url);
    this.base = `${origin}${pathname}`.replace(/\/+$/, '');
    const login = Buffer.from(`${decodeURIComponent(username)}:${secret}`).toString('base64');
    this.headers = username ? { authorization: `Basic ${login}` } : {};
  }

  /** Makes the index unless it is there; `mappings` says what its fields are. */
  async ensureIndex(index: string, mappings: object): Promise<void> {
    const found = await this.send('HEAD', `/${index}`);
    if (found.ok) return;
    const made = await this.send('PUT', `/${index}`, JSON.stringify({ mappings }));
    // Another process may have been faster.
    if (!made.ok && !(await this.send('HEAD', `/${index}`)).ok) throw await failure(made);
  }

  /** The indices that a name stands for; none when nobody has said so. */
  async indicesOf(alias: string): Promise<readonly string[]> {
    const answer = await this.send('GET', `/_alias/${alias}`);
    if (answer.status === NOT_FOUND) return [];
    return Object.keys((await parsed(answer)) as object);
  }

  /** From now on the name stands for this index, and the others that it stood for are gone: in one step. */
  async swap(alias: string, index: string): Promise<void> {
    const others = (await this.indicesOf(alias)).filter((name) => name !== index);
    const actions = [
      { add: { index, alias, is_write_index: true } },
      ...others.map((name) => ({ remove_index: { index: name } })),
    ];
    await this.ask('POST', '/_aliases', JSON.stringify({ actions }));
  }

  /**
   * Stores all of them; what is there already in this or a later version is left as it is. A name that stands for nothing is
   * an error: the engine would make an index of its own guesses.
   */
  async store(into: IndexOrAlias, documents: readonly VersionedDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const lines = documents.flatMap(({ id, version, source }) => [
      JSON.stringify({ index: { _id: id, version: Number(version), version_type: 'external' } }),
      JSON.stringify(source),
    ]);
    const path = 'alias' in into ? `/${into.alias}/_bulk?require_alias=true` : `/${into.index}/_bulk`;
    const answer = (await this.ask('POST', path, `${lines.join('\n')}\n`, 'application/x-ndjson')) as BulkAnswer;
    const refused = answer.items.find(({ index: { status, error } }) => error && status !== CONFLICT);
    if (refused) throw new SearchEngineFailed(`${refused.index.status} ${refused.index.error?.reason}`);
  }

  /** What is stored under the id, as it was stored last; undefined when nothing is, or when there is no such index. */
  async find<Source>(index: string, id: string): Promise<Source | undefined> {
    const answer = await this.send('GET', `/${index}/_doc/${id}`);
    if (answer.status === NOT_FOUND) return undefined;
    return ((await parsed(answer)) as { readonly _source: Source })._source;
  }

  /** Answers what was found and counted, in the engine's own form. */
  async search<Answer>(index: string, request: object): Promise<Answer> {
    return (await this.ask('POST', `/${index}/_search`, JSON.stringify(request))) as Answer;
  }

  /** Several searches by one request, answered in their order. */
  async searchEach<Answer>(index: string, requests: readonly object[]): Promise<readonly Answer[]> {
    const lines = requests.map((request) => `{}\n${JSON.stringify(request)}\n`).join('');
    const answer = (await this.ask('POST', `/${index}/_msearch`, lines, 'application/x-ndjson')) as {
      readonly responses: readonly (Answer & { readonly error?: object })[];
    };
    const failed = answer.responses.find(({ error }) => error);
    if (failed) throw new SearchEngineFailed(JSON.stringify(failed.error).slice(0, MOST_SAID));
    return answer.responses;
  }

  /** Asks anything else that both engines understand, and answers their JSON. */
  async ask(method: string, path: string, body?: string, type = 'application/json'): Promise<unknown> {
    return parsed(await this.send(method, path, body, type));
  }

  private async send(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
    const headers = { ...this.headers, ...(body === undefined ? {} : { 'content-type': type }) };
    try {
      return await fetch(`${this.base}${path}`, { method, headers, body, signal: AbortSignal.timeout(this.timeoutMs) });
    } catch (cause) {
      throw new SearchEngineFailed(`${method} ${path} failed: ${String(cause)}`, { cause });
    }
  }
}

async function parsed(answer: Response): Promise<unknown> {
  if (!answer.ok) throw await failure(answer);
  try {
    return await answer.json();
  } catch (cause) {
    throw new SearchEngineFailed(`Its answer could not be read: ${String(cause)}`, { cause });
  }
}

async function failure(answer: Response): Promise<SearchEngineFailed> {
  return new SearchEngineFailed(`${answer.status} ${(await answer.text().catch(String)).slice(0, MOST_SAID)}`);
}
