import { type FieldNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { committedOperations } from './committed-documents.ts';
import { answerSchema, undeclaredKeys } from './declared-answers.ts';

/** What was asked, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly sent?: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What every browser is told with every answer. */
const SAFETY: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'content-security-policy': /(^|; )frame-ancestors 'none'(;|$)/,
  'referrer-policy': /^no-referrer$/,
  'cache-control': /^(private, )?no-(store|cache)$|^public, max-age=31536000, immutable$|^public, max-age=(0|30)$/,
};
const TELLING = ['server', 'via', 'x-powered-by'];
const OF_GRAPHQL = ['data', 'errors', 'extensions'];
const OF_GRAPHQL_ERRORS = ['message', 'path', 'locations', 'extensions'];

const routes = committedOperations().map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The rules that no answer of the shop may break, whatever was asked: which of them this one breaks. */
export function brokenRules(exchange: Exchange): string[] {
  return [...unsafeHeaders(exchange), ...surplusOf(exchange)].map(
    (finding) => `${exchange.method} ${exchange.path} answered ${exchange.status} with ${finding}`,
  );
}

function unsafeHeaders({ headers }: Exchange): string[] {
  const wrong = Object.entries(SAFETY).filter(([name, pattern]) => !pattern.test(headers.get(name) ?? ''));
  const telling = TELLING.filter((name) => headers.has(name));
  return [...wrong.map(([name]) => `the header ${name}: ${headers.get(name)}`), ...telling];
}

/** Properties that nothing declares: the schema of the route, or the selection of the operation. */
function surplusOf(exchange: Exchange): string[] {
  const { method, path, status, body, sent } = exchange;
  const address = path.split('?')[0] ?? '';
  if (address === '/graphql') return sent === undefined ? [] : surplusOfGraphQL(body, sent);
  // A fixed path comes before one with parameters, as in the router.
  const fitting = routes.filter(({ operation, pattern }) => operation.method === method && pattern.test(address));
  const [route] = fitting.toSorted((a, b) => parametersIn(a.operation.path) - parametersIn(b.operation.path));
  const schema = route && answerSchema(route.operation, status);
  return schema ? undeclaredKeys(body, schema, 'the key ') : [];
}

function surplusOfGraphQL(body: unknown, sent: string): string[] {
  if (typeof body !== 'object' || body === null) return [];
  const { data, errors = [] } = body as { data?: unknown; errors?: readonly object[] };
  const above = Object.keys(body).filter((key) => !OF_GRAPHQL.includes(key));
  const inErrors = errors.flatMap((error) => Object.keys(error).filter((key) => !OF_GRAPHQL_ERRORS.includes(key)));
  return [...above, ...inErrors, ...(data ? unselected(data, sent) : [])].map((key) => `the key ${key}`);
}

function unselected(data: unknown, sent: string): string[] {
  const { definitions } = parse((JSON.parse(sent) as { query: string }).query);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const fieldsOf = (set: SelectionSetNode): FieldNode[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection;
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return inner ? fieldsOf(inner.selectionSet) : [];
    });
  const surplusIn = (value: unknown, sets: readonly SelectionSetNode[], at: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => surplusIn(item, sets, `${at}.${index}`));
    // A scalar of JSON is whole.
    if (typeof value !== 'object' || value === null || sets.length === 0) return [];
    const fields = sets.flatMap(fieldsOf);
    return Object.entries(value).flatMap(([name, part]) => {
      const selected = fields.filter((field) => (field.alias ?? field.name).value === name);
      const inner = selected.flatMap(({ selectionSet }) => selectionSet ?? []);
      return selected.length === 0 ? [`${at}.${name}`] : surplusIn(part, inner, `${at}.${name}`);
    });
  };
  const operations = definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? each.selectionSet : []));
  return surplusIn(data, operations, 'data');
}

function parametersIn(path: string): number {
  return path.split('{').length;
}
