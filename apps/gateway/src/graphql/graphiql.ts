import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { hashSource } from '../pages/page.ts';

const FIRST_QUERY = `# The newest products of the shop.
{
  products(first: 3) {
    nodes { name slug }
  }
}`;

/** The page to try the graph in a browser, and the policy that lets it run its own script and no other. */
export interface GraphiQLPage {
  readonly html: string;
  readonly policy: string;
}

let made: GraphiQLPage | undefined;

/** For development. It holds all that it needs: 9 MB, so it is made once, for the first who wants it. */
export function graphiql(): GraphiQLPage {
  return (made ??= render());
}

function render(): GraphiQLPage {
  const html = renderGraphiQL({
    title: 'Tovar',
    endpoint: '/graphql',
    subscriptionsProtocol: 'SSE',
    defaultQuery: FIRST_QUERY,
  });
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    // The editor writes its styles as it goes, and works on the text in workers of its own.
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { html, policy: policy.join('; ') };
}
