import type { Access } from '@tovar/platform';

/** Who may: in the words of access.json. */
export function whoMay(access: Access | undefined): string {
  if (!access) return 'nobody';
  if (access.kind === 'scopes') return access.anyOf.join(' or ');
  if (access.kind === 'services') return `services: ${access.callers.join(', ')}`;
  return access.kind;
}

/**
 * Every route that a server answers, found in what it prints of itself: `GET api/v1/products/:slug`. HEAD is left out, it
 * comes with GET.
 */
export function printedRoutes(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, segment, methods] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (indent === undefined || segment === undefined) return [];
    const depth = indent.length / 4;
    const path = joined(parents[depth - 1] ?? '', segment);
    parents.splice(depth, parents.length, path);
    const named = methods?.split(', ').filter((method) => method !== 'HEAD') ?? [];
    return named.map((method) => `${method} ${path.replace(/^\//, '')}`);
  });
}

/** `/products/:slug`, `/products/{id}` and, where methods differ, `/products/:slug|:id` are one address. */
export function withoutNames(route: string): string {
  return route.replaceAll(/:\w+(\|:\w+)*|\{\w+\}/g, '{}');
}

function joined(parent: string, segment: string): string {
  return parent.endsWith('/') ? parent + segment.replace(/^\//, '') : parent + segment;
}
