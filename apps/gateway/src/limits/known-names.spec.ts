import { ONCE_A_REQUEST } from '../graphql/operation-limits.ts';
import { routesOf } from '../rest/openapi-document.ts';
import { ServiceDocuments } from '../service-documents.ts';
import { FIELDS, ROUTES } from './budgets.ts';

const { subgraphs, openApi } = ServiceDocuments.committed();
const sdl = subgraphs.map((subgraph) => subgraph.sdl).join('\n');

/** A limit that names what there is no more limits nothing. */
describe('what is limited by its name', () => {
  it.each([...ONCE_A_REQUEST, ...Object.keys(FIELDS)])('[GQL-06] is a field of the graph: %s', (name) => {
    expect(sdl).toMatch(new RegExp(`^ {2}${name}\\(`, 'm'));
  });

  it.each(Object.keys(ROUTES))('[RATE-01] is a route of a service: %s', (route) => {
    const [method, path] = route.split(' ') as ['GET', string];
    expect([...routesOf(openApi)].find(([known]) => known === path)?.[1].has(method)).toBe(true);
  });
});
