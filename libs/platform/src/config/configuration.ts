import { z } from 'zod';

/** Environment variables by name, as a process sees them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by name, each with the schema of its value. */
export type Variables = Record<string, z.ZodType>;

/** What `Configuration` makes: a class whose instances hold the values under the variables' own names. */
export interface ConfigurationClass<S extends Variables> {
  new (values: z.output<z.ZodObject<S>>): Readonly<z.output<z.ZodObject<S>>>;
  readonly shape: S;
}

const declared = new Set<Variables>();

/**
 * Declares variables under their own names: `class OrdersConfig extends Configuration({ ORDERS_X: z.coerce.number() }) {}`.
 * Every declared variable is checked before anything starts, and documented from its `.describe()` text.
 */
export function Configuration<S extends Variables>(shape: S): ConfigurationClass<S> {
  declared.add(shape);
  class Configured {
    static readonly shape = shape;
    constructor(values: object) {
      Object.assign(this, values);
    }
  }
  return Configured as unknown as ConfigurationClass<S>;
}

/** Every variable of every loaded module, for the documentation and for `.env.example`. */
export function declaredVariables(): { name: string; schema: z.ZodType }[] {
  return [...declared].flatMap((shape) => Object.entries(shape).map(([name, schema]) => ({ name, schema })));
}

/** Thrown with every bad variable at once, so that one run shows all there is to mend. */
export class ConfigurationInvalid extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((text) => `  - ${text}`).join('\n')}`);
  }
}

/** Any configuration class, whatever its variables. */
export interface AnyConfigurationClass<Values = unknown> {
  new (values: never): Values;
  readonly shape: Variables;
}

/** Reads one configuration class; throws `ConfigurationInvalid` with all its problems. */
export function loadConfiguration<Values>(
  configuration: AnyConfigurationClass<Values>,
  environment: Environment,
): Values {
  const result = z.object(configuration.shape).safeParse(present(environment));
  if (!result.success) throw new ConfigurationInvalid(describe(result.error));
  return new configuration(result.data as never);
}

/** Checks all that the loaded modules declare, and returns the problems instead of throwing. */
export function configurationProblems(environment: Environment): string[] {
  const values = present(environment);
  return [...declared].flatMap((shape) => {
    const result = z.object(shape).safeParse(values);
    return result.success ? [] : describe(result.error);
  });
}

/** An empty variable counts as a missing one: `NAME=` in a file means "not set". */
function present(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(entries);
}

function describe(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
