import type { Login } from './first-fill.ts';

/** Where a shop that has started is reached. */
export function addressLines(
  url: string | undefined,
  { payments, carrier }: { readonly payments?: string; readonly carrier?: string },
): string[] {
  const shop = [
    `  shop       ${url}`,
    `  GraphQL    ${url}/graphql`,
    `  REST       ${url}/api/docs`,
    `  status     ${url}/status`,
    `  mails      ${url}/outbox`,
  ];
  const sandboxes = [
    ...(payments ? [`  payments   ${payments} (sandbox: no real money)`] : []),
    ...(carrier ? [`  parcels    ${carrier} (sandbox: moves nothing)`] : []),
  ];
  return [...(url ? shop : []), ...sandboxes];
}

/** Who can log in to a demo shop, and what to try. */
export function loginLines(url: string | undefined, logins: readonly Login[]): string[] {
  if (logins.length === 0) return [];
  const who = logins.map(({ role, email, password }) => `  ${role.padEnd(10)} ${email}  ${password}`);
  const query = '{ products(first: 3) { nodes { name slug } } }';
  const toTry = [
    '',
    'Try:',
    `  curl -s ${url}/graphql -H 'content-type: application/json' -d '{"query":"${query}"}'`,
    '  npm run demo',
  ];
  return ['', ...who, ...(url ? toTry : [])];
}
