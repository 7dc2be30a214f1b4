import { CommandLineError, optionsOrHelp, runCommand } from '@tovar/all-in-one';
import { StruckShop } from '../../e2e/prove/struck-shop.ts';
import { markdownTable } from '../report.ts';
import { asUsual } from './as-usual.ts';
import { flashSale, type SaleResult } from './flash-sale.ts';
import type { Latencies } from './latencies.ts';
import { mixedTraffic } from './mixed-traffic.ts';

const HELP = `npm run load [-- options]   a flash sale and mixed traffic on a shop of its own, with its books compared afterwards

  --buyers <n>     who all want the same thing (1000)
  --units <n>      how many there are of it (10)
  --at-once <n>    how many press the button at the same moment (1000)
  --visitors <n>   of the mixed traffic (16)
  --seconds <n>    how long that goes on (20)
  --seed <n>       the same number makes the same visits (1)
  -h, --help       this text
`;

const options = optionsOrHelp(HELP, {
  buyers: { type: 'string', default: '1000' },
  units: { type: 'string', default: '10' },
  'at-once': { type: 'string', default: '1000' },
  visitors: { type: 'string', default: '16' },
  seconds: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
});

await runCommand(async () => {
  const shop = await StruckShop.onNewFolder(asUsual);
  try {
    await shop.start();
    const mixed = await mixedTraffic(shop, {
      visitors: whole('visitors'),
      seconds: whole('seconds'),
      seed: whole('seed'),
    });
    const rows = Object.entries(mixed.latencies).map(([what, latencies]) => [what, ...cells(latencies)]);
    const header = ['mixed traffic', 'answers', 'p50 ms', 'p95 ms', 'p99 ms'];
    const errors = Object.entries(mixed.errors).map(([said, times]) => `\n${times} × ${said}`);
    process.stdout.write(
      `\n${markdownTable([header, ...rows])}\n${errors.length > 0 ? `errors:${errors.join('')}` : 'no errors'}\n`,
    );
    const sale = await flashSale(shop, {
      buyers: whole('buyers'),
      units: whole('units'),
      atOnce: whole('at-once'),
    });
    process.stdout.write(`\n${saleTable(sale)}\n`);
    if (sale.oversold > 0 || sale.overcharged > 0) throw new CommandLineError('More was sold than there was.');
  } finally {
    await shop.remove();
  }
});
process.exit();

function saleTable({ buyers, units, latencies, ...counts }: SaleResult): string {
  const { sold, refused, unanswered, sentAway, oversold, overcharged } = counts;
  return markdownTable([
    [`${buyers} buyers, ${units} units`, 'answers', 'p50 ms', 'p95 ms', 'p99 ms'],
    ['placeOrder, until it is known', ...cells(latencies)],
    [
      `sold ${sold}, refused ${refused}`,
      `came again ${sentAway}`,
      `no answer ${unanswered}`,
      `oversold ${oversold}`,
      `overcharged ${overcharged}`,
    ],
  ]);
}

function cells({ count, p50Ms, p95Ms, p99Ms }: Latencies): string[] {
  return [String(count), p50Ms.toFixed(0), p95Ms.toFixed(0), p99Ms.toFixed(0)];
}

function whole(name: keyof typeof options): number {
  const value = Number(options[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new CommandLineError(`--${name} takes a whole number from 1 on; it was "${options[name]}".`);
  return value;
}
