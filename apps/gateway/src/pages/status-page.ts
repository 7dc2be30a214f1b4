import { escapeHtml } from '@tovar/platform';
import type { ShopStatusReport } from './shop-status.ts';

/** A cell's text, or its text and a style class. */
type Cell = string | { readonly text: string; readonly style: 'ok' | 'down' | 'number' };

/** The report as HTML; whatever comes from outside is escaped. */
export function renderStatus({ services, guests, lag, events, invariants }: ShopStatusReport): string {
  return [
    section(
      'Services',
      services.map(({ service, isReady }) => [service, isReady ? ok('ready') : down('down')]),
    ),
    guests.length > 0 &&
      section(
        'Guests',
        guests.map(({ name, state, reason = '' }) => [name, state === 'joined' ? ok(state) : down(state), reason]),
      ),
    invariants.length > 0 &&
      section(
        'Invariants',
        invariants.map(({ service, invariant, checkedAt, findings }) => [
          service,
          invariant,
          checkedAt ?? 'not yet',
          findings === 0 ? ok('holds') : down(`violated ${findings} times`),
        ]),
        ['service', 'invariant', 'checked', ''],
      ),
    lag &&
      section(
        'Consumers',
        lag.map(({ group, behind }) => [group, number(behind)]),
        ['group', 'events behind'],
      ),
    events &&
      section(
        'Last events',
        events.map(({ time, type, source, subject }) => [time, type, source, subject]),
        ['time', 'type', 'source', 'subject'],
      ),
    (!lag || !events) && '<h2>Event log</h2><p class="down">It does not answer now.</p>',
  ]
    .filter(Boolean)
    .join('\n');
}

function section(title: string, rows: readonly (readonly Cell[])[], header: readonly string[] = []): string {
  const head = header.length > 0 ? `<tr>${header.map((text) => `<th>${escapeHtml(text)}</th>`).join('')}</tr>` : '';
  const body = rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('');
  return `<h2>${escapeHtml(title)}</h2><table>${head}${body}</table>`;
}

function cell(content: Cell): string {
  if (typeof content === 'string') return `<td>${escapeHtml(content)}</td>`;
  return `<td class="${content.style}">${escapeHtml(content.text)}</td>`;
}

function ok(text: string): Cell {
  return { text, style: 'ok' };
}

function down(text: string): Cell {
  return { text, style: 'down' };
}

function number(value: number): Cell {
  return { text: String(value), style: 'number' };
}
