import type { EventLog, ServiceLink } from '@tovar/platform';
import type { Guests } from '../guests/guests.ts';
import { ServiceDocuments } from '../service-documents.ts';
import { ShopAudit } from './shop-audit.ts';
import { ShopStatus } from './shop-status.ts';
import { renderStatus } from './status-page.ts';

describe('the status of a shop whose log does not answer', () => {
  const documents = new ServiceDocuments([{ name: 'orders', sdl: 'type Query { a: Int }' }], new Map());
  const unaudited = () => Promise.reject(new Error('Not found.'));
  const link = { send: async () => ({ status: 200 }), json: unaudited } as unknown as ServiceLink;
  const fail = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const log = { lag: fail, latest: fail } as unknown as EventLog;
  const status = new ShopStatus(
    documents,
    link,
    log,
    { statuses: [] } as unknown as Guests,
    new ShopAudit(documents, link),
  );

  it('is told without what the log knows', async () => {
    expect(await status.report()).toEqual({
      services: [{ service: 'orders', isReady: true }],
      guests: [],
      invariants: [],
    });
  });

  it('stands on the page', async () => {
    const page = renderStatus(await status.report());
    expect(page).toContain('<td>orders</td><td class="ok">ready</td>');
    expect(page).toContain('<h2>Event log</h2><p class="down">It does not answer now.</p>');
    expect(page).not.toContain('ECONNREFUSED');
  });
});
