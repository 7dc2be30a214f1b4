import { z } from 'zod';
import { serviceAddresses } from '../service-link/https/service-addresses.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** How a service that runs alone in its process is reached, reaches others, and stops. */
export const linkVariables = {
  LINK_CERTIFICATES_DIR: z
    .string()
    .optional()
    .describe(
      'the folder with tls.crt, tls.key and ca.crt of the one service that runs here: it then calls others over HTTPS',
    ),
  LINK_CERTIFICATES_POLL_MS: z.coerce
    .number()
    .int()
    .positive()
    .default(10_000)
    .describe('how often to look for a new certificate; a start is not needed for one'),
  LINK_SERVICES: z
    .string()
    .default('')
    .pipe(serviceAddresses)
    .describe('where other services run: name=https://host:port, by comma; replicas by |'),
  HEALTH_PORT: port
    .optional()
    .describe(
      'where /health/live, /health/ready and /metrics answer probes and Prometheus, which have no certificate; plain HTTP',
    ),
  DRAIN_MS: z.coerce
    .number()
    .int()
    .nonnegative()
    .max(5_000)
    .default(2_000)
    .describe('how long a service that runs alone goes on answering after it was told to stop, and says so'),
};

/** What contradicts itself. */
export function linkObjections(settings: z.output<z.ZodObject<typeof linkVariables>>): string[] {
  if (settings.LINK_SERVICES.size === 0 || settings.LINK_CERTIFICATES_DIR) return [];
  return ['LINK_CERTIFICATES_DIR: services are called over HTTPS with a certificate of our own.'];
}
