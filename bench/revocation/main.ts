import { CommandLineError, optionsOrHelp, runCommand } from '@tovar/all-in-one';
import { WITHOUT_LIMITS } from '../../e2e/support/limits.ts';
import { logIn, statusFor } from '../../e2e/support/person.ts';
import { Replica } from '../../e2e/support/replica.ts';
import { type Login, ShopProcess } from '../../e2e/support/shop-process.ts';
import { markdownTable } from '../report.ts';
import { latenciesOf } from '../sale/latencies.ts';

const HELP = `npm run bench:revocation [-- options]   how soon a second gateway refuses a token whose session was ended at the first

  --sessions <n>   ended one after the other (100), on a distributed shop of its own; AUTH-04 allows two seconds for each
  -h, --help       this text
`;
const OWN = '/api/v1/me';
const REFUSED = 401;

const options = optionsOrHelp(HELP, { sessions: { type: 'string', default: '100' } });

await runCommand(async () => {
  const sessions = Number(options.sessions);
  if (!Number.isInteger(sessions) || sessions < 1)
    throw new CommandLineError('--sessions takes a whole number from 1 on.');
  const shop = await ShopProcess.onNewFolder(WITHOUT_LIMITS, 'distributed.ts');
  let second: Replica | undefined;
  try {
    await shop.start();
    second = await Replica.of(shop, 'gateway');
    const login = await shop.login('customer');
    const took: number[] = [];
    for (let count = 0; count < sessions; count += 1) took.push(await untilRefused(shop.url, second.url, login));
    const { p50Ms, p95Ms, p99Ms } = latenciesOf(took);
    const figures = [p50Ms, p95Ms, p99Ms, Math.max(...took)].map((ms) => ms.toFixed(0));
    const header = ['ended at one gateway, until refused at the other', 'p50 ms', 'p95 ms', 'p99 ms', 'most ms'];
    process.stdout.write(`\n${markdownTable([header, [`${sessions} sessions`, ...figures]])}\n`);
  } finally {
    await second?.stop();
    await shop.remove();
  }
});
process.exit();

/** Milliseconds from the answer that the session has ended to the first refusal elsewhere, which knew the token as good. */
async function untilRefused(first: string, second: string, login: Login): Promise<number> {
  const { accessToken, sessionId } = await logIn(first, login);
  const authorization = `Bearer ${accessToken}`;
  if ((await statusFor(second, OWN, authorization)) !== 200) throw new Error('The second gateway knows no new token.');
  const ended = await fetch(`${first}/api/v1/sessions/${sessionId}`, { method: 'DELETE', headers: { authorization } });
  if (!ended.ok) throw new Error(`The session was not ended: ${ended.status}`);
  const endedAt = performance.now();
  while ((await statusFor(second, OWN, authorization)) !== REFUSED);
  return performance.now() - endedAt;
}
