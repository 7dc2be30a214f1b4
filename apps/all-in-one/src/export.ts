import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { CommandLineError, fileAndOptionsOrHelp, runCommand } from './command-line.ts';
import { reachShop } from './files/reach-shop.ts';

const HELP = `npm run export -- FILE [options]   all products as CSV or JSON lines: docs/how-to/import-products.md

  --format <csv|jsonl>  what the file is to be, if its name does not say
  --data <folder>       the shop's data (.tovar); the shop may run or not
  --url <url>           another shop, with a token in TOVAR_TOKEN
`;

const given = fileAndOptionsOrHelp(HELP, { options: ['format', 'data', 'url'] });

await runCommand(async () => {
  const { file, format = file.split('.').at(-1) ?? '' } = given;
  if (!['csv', 'jsonl'].includes(format))
    throw new CommandLineError('Say by --format whether the file is csv or jsonl.');
  const shop = await reachShop({ url: given.url, data: given.data });
  // A file with the right name is a whole one.
  const draft = `${file}.part`;
  try {
    const { body } = await shop.send(`/api/v1/exports/products?format=${format}`);
    await pipeline(Readable.fromWeb(body as WebStream), createWriteStream(draft));
    await rename(draft, file);
    process.stdout.write(`Written: ${file}\n`);
  } finally {
    await rm(draft, { force: true });
    await shop.leave();
  }
});
process.exit();
