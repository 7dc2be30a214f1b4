import { z } from 'zod';
import { TrustedProxies } from '../http/client-address.ts';
import { Configuration, type Environment, loadConfiguration } from '../config/configuration.ts';
import { brokerDangers, brokerVariables } from './broker-settings.ts';
import { linkObjections, linkVariables } from './link-settings.ts';
import { tracingVariables } from '../tracing/tracing-settings.ts';
import { outsideDangers, outsideObjections, outsideVariables } from './outside-settings.ts';

const milliseconds = z.coerce.number().int().positive();

const networkList = z.string().transform((text, context): TrustedProxies => {
  const networks = text.split(',').map((part) => part.trim());
  try {
    return new TrustedProxies(networks.filter(Boolean));
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
});

const variables = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('production refuses unsafe settings'),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('the least important lines that are written'),
  LOG_FORMAT: z.enum(['json', 'readable']).optional().describe('default: json in production, readable otherwise'),
  DATA_DIR: z.string().default('.tovar').describe('where the all-in-one keeps its database, keys and files'),
  PLATFORM_DATABASE_URL: z
    .url()
    .optional()
    .describe(
      'PostgreSQL of the event log and of carts; needed unless EVENT_LOG_URL and DURABLE_KEY_VALUE_URL are set',
    ),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(8)
    .describe('connections of each service to its database'),
  LINK_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('proves that a request comes from another service; the all-in-one makes its own'),
  ADMIN_DATABASE_URL: z.url().optional().describe('the role that runs migrations; with it they run at start'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('the address on which the gateway, or a service that runs alone, listens'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3_000)
    .describe('its port; the all-in-one takes the next when it is taken'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .pipe(networkList)
    .describe('proxies before the gateway whose X-Forwarded-For is believed: addresses and networks, by comma'),
  CLIENT_HEADERS_MS: milliseconds
    .default(10_000)
    .describe('how long a client may take to send the headers of a request'),
  CLIENT_REQUEST_MS: milliseconds
    .default(20_000)
    .describe('how long a client may take to send a whole request; of a file, how long it may be silent'),
  AUDIT_EVERY_MS: milliseconds
    .default(60_000)
    .describe('how often each service checks its invariants over what has changed'),
  EVENT_LOG_POLL_MS: milliseconds.default(5_000).describe('how often to look for events although nothing notified'),
  JOB_POLL_MS: milliseconds.default(5_000).describe('how late a delayed job may begin'),
  ...linkVariables,
  ...outsideVariables,
  ...brokerVariables,
  ...tracingVariables,
  NODE_OPTIONS: z.string().optional().describe("Node's own options; in production none that opens its debugger"),
};

/** What every process of Tovar reads. */
export class PlatformConfig extends Configuration(variables, (settings) => [
  ...placeObjections(settings),
  ...linkObjections(settings),
  ...outsideObjections(settings),
  ...(settings.NODE_ENV === 'production'
    ? [...dangers(settings), ...brokerDangers(settings), ...outsideDangers(settings)]
    : []),
]) {}

/** What is known before the databases are prepared: until then the administrator's stands for the platform's own. */
export function earlyPlatformConfig(environment: Environment): PlatformConfig {
  return loadConfiguration(PlatformConfig, { PLATFORM_DATABASE_URL: environment.ADMIN_DATABASE_URL, ...environment });
}

/** Facts and carts are kept somewhere. */
function placeObjections(settings: z.output<z.ZodObject<typeof variables>>): string[] {
  const { PLATFORM_DATABASE_URL, EVENT_LOG_URL, DURABLE_KEY_VALUE_URL } = settings;
  if (PLATFORM_DATABASE_URL || (EVENT_LOG_URL && DURABLE_KEY_VALUE_URL)) return [];
  return ['PLATFORM_DATABASE_URL: needed unless EVENT_LOG_URL and DURABLE_KEY_VALUE_URL are set.'];
}

/** Who reads the debugger's port, or a log of everything, reads secrets of customers too. */
function dangers({ LOG_LEVEL, NODE_OPTIONS = '' }: z.output<z.ZodObject<typeof variables>>): string[] {
  const problems: [boolean, string][] = [
    [LOG_LEVEL === 'debug', 'LOG_LEVEL: production writes no debug lines.'],
    [/--inspect/.test(NODE_OPTIONS), "NODE_OPTIONS: production does not open Node's debugger."],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}
