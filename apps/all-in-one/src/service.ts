import type { FirstAdmin } from '@tovar/accounts';
import {
  nextSignal,
  readEnvironment,
  type RunningServices,
  type ServedService,
  serve,
  startPatiently,
  untilSignal,
} from '@tovar/platform';
import { oneOfOrHelp, runCommand } from './command-line.ts';
import { services } from './services.ts';

const HELP = `npm run service -- <name>   one service as a process of its own

  <name>        ${Object.keys(services).join(', ')}
  -h, --help    this text

It listens on HOST and PORT and finds the others at LINK_SERVICES. Services call one another over HTTPS and show each other
the certificate in LINK_CERTIFICATES_DIR ("npm run certificates" makes them); the gateway alone answers clients, over HTTP.
HEALTH_PORT answers probes. The database is <NAME>_DATABASE_URL, or with ADMIN_DATABASE_URL its own schema there. SIGTERM and
Ctrl-C let requests in hand end. Every variable: docs/configuration.md.
`;

const [name, entry] = oneOfOrHelp(HELP, services);

await runCommand(async () => {
  const signal = nextSignal();
  const service = await serve(name, entry, readEnvironment('.env'), signal);
  try {
    process.stdout.write(await welcome(service, signal));
  } catch (error) {
    await service.stop();
    throw error;
  }
  tellStarter();
  await untilSignal(() => service.stop(), signal);
});

/** Whoever started this process with a channel waits for the word, and takes this process along when it ends. */
function tellStarter(): void {
  if (!process.send) return;
  const leave = (): void => void process.kill(process.pid, 'SIGTERM');
  if (!process.connected) return leave();
  process.once('disconnect', leave);
  process.send('ready');
}

async function welcome({ url, healthUrl, running }: ServedService, leaving: Promise<unknown>): Promise<string> {
  const admin = name === 'accounts' ? await startPatiently(() => firstAdmin(running), leaving) : undefined;
  const lines = [
    // Whoever starts all of them shows a bar.
    ...(process.send ? [] : [`${name} is ready at ${url}${healthUrl ? `, for probes at ${healthUrl}` : ''}.`]),
    ...(admin ? [`  admin  ${admin.email}  ${admin.password}  (shown this once; change the password)`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Loaded here, because a service that is loaded wants its own variables. */
async function firstAdmin(running: RunningServices): Promise<FirstAdmin | undefined> {
  const { CreateFirstAdmin } = await import('@tovar/accounts');
  return running.app('accounts').get(CreateFirstAdmin).execute();
}
