import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../config/configuration.ts';
import { type HealthServer, startHealthServer } from './health-server.ts';
import { earlyPlatformConfig } from './platform.config.ts';
import { loadModules, requireValidConfiguration, run, type RunningServices, type ServiceEntry } from './run.ts';

/** A service that runs alone in its process. */
export interface ServedService {
  readonly running: RunningServices;
  /** Where it answers: the gateway its clients, any other service its callers. */
  readonly url: string;
  /** Where it answers probes, when it has a port for them. */
  readonly healthUrl?: string;
  /** Goes on answering for `DRAIN_MS` and says goodbye, then finishes what is in hand and closes everything. */
  stop(): Promise<void>;
}

/** Alone in a process nothing but a certificate says who a service is, and who calls it. */
export class CertificateNeeded extends Error {
  readonly code = 'CERTIFICATE_NEEDED';
  constructor(service: string) {
    super(
      `${service} needs a certificate to run alone. "npm run certificates" makes it; LINK_CERTIFICATES_DIR names its folder.`,
    );
  }
}

/**
 * Runs one service as a process of its own, on `HOST` and `PORT`; it finds the others at `LINK_SERVICES`. `leaving` is that of
 * `RunOptions`.
 */
export async function serve(
  name: string,
  entry: ServiceEntry,
  environment: Environment,
  leaving?: Promise<unknown>,
): Promise<ServedService> {
  await loadModules({ [name]: entry });
  requireValidConfiguration(environment);
  if (!environment.LINK_CERTIFICATES_DIR) throw new CertificateNeeded(name);
  const { HOST: host, PORT: port, HEALTH_PORT: healthPort, DRAIN_MS: drainMs } = earlyPlatformConfig(environment);
  const running = await run({ [name]: entry }, { environment, leaving, listen: { [name]: { host, port } } });
  const health = await openHealth(running, name, { host, port: healthPort });
  return {
    running,
    url: running.url(name),
    healthUrl: health?.url,
    stop: async () => {
      running.process.isDraining = true;
      await delay(drainMs);
      await health?.close();
      await running.stop();
    },
  };
}

async function openHealth(
  running: RunningServices,
  name: string,
  { host, port }: { host: string; port?: number },
): Promise<HealthServer | undefined> {
  if (port === undefined) return undefined;
  try {
    const service = running.app(name).getHttpAdapter().getInstance();
    return await startHealthServer({ service, metrics: running.process.metrics.page }, { host, port });
  } catch (error) {
    await running.stop();
    throw error;
  }
}
