import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandLineError, fileAndOptionsOrHelp, runCommand } from './command-line.ts';
import { reachShop, type ReachedShop, ShopIsAway } from './files/reach-shop.ts';
import { ProgressBar } from './progress-bar.ts';

const HELP = `npm run import -- FILE [options]   products from CSV or JSON lines: docs/how-to/import-products.md

  --dry-run               report everything, change nothing
  --on-error <stop|skip>  what to do about a product with errors (stop)
  --format <csv|jsonl>    what the file is, if its name does not say
  --data <folder>         the shop's data (.tovar); the shop may run or not
  --url <url>             another shop, with a token in TOVAR_TOKEN
`;

const TYPES: Readonly<Record<string, string>> = { csv: 'text/csv', jsonl: 'application/x-ndjson' };
const LOOK_EVERY_MS = 300;
/** A shop that starts again, or a service that is replaced, is back by then; the import goes on by itself. */
const AWAY_AT_MOST_MS = 60_000;
const ERRORS_SHOWN = 20;

interface Started {
  readonly id: string;
  readonly status: string;
  readonly sizeBytes: number;
  readonly doneBytes: number;
  readonly endedAt: string | null;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

const given = fileAndOptionsOrHelp(HELP, { options: ['on-error', 'format', 'data', 'url'], switches: ['dry-run'] });

await runCommand(async () => {
  const {
    file,
    format = file.split('.').at(-1) ?? '',
    'on-error': onError = 'stop',
    'dry-run': dryRun = 'false',
  } = given;
  const type = TYPES[format];
  if (!type) throw new CommandLineError('Say by --format whether the file is csv or jsonl.');
  await access(file).catch(() => {
    throw new CommandLineError(`There is no file ${file} that can be read.`);
  });
  const shop = await reachShop({ url: given.url, data: given.data });
  try {
    const body = Readable.toWeb(createReadStream(file)) as ReadableStream;
    const query = new URLSearchParams({ dryRun, onError });
    const upload = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' } as RequestInit;
    const started = (await (await shop.send(`/api/v1/imports?${query}`, upload)).json()) as Started;
    const ended = await follow(shop, started, new ProgressBar(`Importing ${file}`));
    await report(shop, ended);
    process.exitCode = ended.status === 'COMPLETED' && ended.refused === 0 ? 0 : 1;
  } finally {
    await shop.leave();
  }
});
process.exit();

async function follow(shop: ReachedShop, started: Started, bar: ProgressBar): Promise<Started> {
  let [now, answeredAt] = [started, Date.now()];
  while (!now.endedAt) {
    await delay(LOOK_EVERY_MS);
    try {
      now = await shop.read(`/api/v1/imports/${started.id}`);
      answeredAt = Date.now();
      bar.show(now.doneBytes, now.sizeBytes);
    } catch (error) {
      if (!(error instanceof ShopIsAway)) throw error;
      if (Date.now() - answeredAt > AWAY_AT_MOST_MS)
        throw new CommandLineError(`${error.message} Import ${now.id} goes on when the shop is there again.`);
    }
  }
  bar.end();
  return now;
}

async function report(
  shop: ReachedShop,
  { id, status, rows, created, updated, unchanged, refused }: Started,
): Promise<void> {
  const counts = `${rows} rows; products: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`;
  process.stdout.write(`${status}: ${counts}\n`);
  const { items, nextCursor } = await shop.read<{
    items: { line: number; column: string | null; code: string; message: string }[];
    nextCursor: string | null;
  }>(`/api/v1/imports/${id}/errors?limit=${ERRORS_SHOWN}`);
  for (const { line, column, code, message } of items)
    process.stderr.write(`line ${line}${column ? `, ${column}` : ''}: ${code}: ${message}\n`);
  if (nextCursor) process.stderr.write(`More: GET /api/v1/imports/${id}/errors\n`);
}
