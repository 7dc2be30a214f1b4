import { z } from 'zod';
import { weakSecrets } from './weak-secrets.ts';

/** Environment variables by name, as a process sees them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by name, each with the schema of its value. */
export type Variables = Record<string, z.ZodType>;

/** What `Configuration` makes: a class whose instances hold the values under the variables' own names. */
export interface ConfigurationClass<S extends Variables> {
  new (values: z.output<z.ZodObject<S>>): Readonly<z.output<z.ZodObject<S>>>;
  readonly shape: S;
  readonly objections: (values: z.output<z.ZodObject<S>>) => string[];
}

interface Declaration {
  readonly shape: Variables;
  /** What is wrong with values that fit their schemas one by one: contradictions, and what is unsafe in production. */
  readonly objections: (values: never) => string[];
}

const declared: Declaration[] = [];

/**
 * Declares variables under their own names: `class OrdersConfig extends Configuration({ ORDERS_X: z.coerce.number() }) {}`.
 * Every declared variable is checked before anything starts, and documented from its `.describe()` text. A name that ends
 * in `_SECRET` is one: in production it has to be random and long. `objections` sees all values together and names what is
 * contradictory, or unsafe in production.
 */
export function Configuration<S extends Variables>(
  shape: S,
  objections: (values: z.output<z.ZodObject<S>>) => string[] = () => [],
): ConfigurationClass<S> {
  declared.push({ shape, objections });
  class Configured {
    static readonly shape = shape;
    static readonly objections = objections;
    constructor(values: object) {
      Object.assign(this, values);
    }
  }
  return Configured as unknown as ConfigurationClass<S>;
}

/** Every variable of every loaded module, for the documentation and for `.env.example`. */
export function declaredVariables(): { name: string; schema: z.ZodType }[] {
  return declared.flatMap(({ shape }) => Object.entries(shape).map(([name, schema]) => ({ name, schema })));
}

/** Thrown with every bad variable at once, so that one run shows all there is to mend. */
export class ConfigurationInvalid extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((text) => `  - ${text}`).join('\n')}`);
  }
}

/** Any configuration class, whatever its variables. */
export interface AnyConfigurationClass<Values = unknown> extends Declaration {
  new (values: never): Values;
}

/** Reads one configuration class; throws `ConfigurationInvalid` with all its problems. */
export function loadConfiguration<Values>(
  configuration: AnyConfigurationClass<Values>,
  environment: Environment,
): Values {
  const { values, problems } = read(configuration, present(environment));
  if (problems.length > 0) throw new ConfigurationInvalid(problems);
  return new configuration(values as never);
}

/** Checks all that the loaded modules declare, and returns the problems instead of throwing. */
export function configurationProblems(environment: Environment): string[] {
  const given = present(environment);
  return [...new Set(declared.flatMap((declaration) => read(declaration, given).problems))];
}

function read(
  { shape, objections }: Declaration,
  given: Record<string, string>,
): { values?: object; problems: string[] } {
  const result = z.object(shape).safeParse(given);
  if (!result.success) return { problems: describe(result.error) };
  const weak = given.NODE_ENV === 'production' ? weakSecrets(result.data) : [];
  return { values: result.data, problems: [...weak, ...objections(result.data as never)] };
}

/** An empty variable counts as a missing one: `NAME=` in a file means "not set". */
function present(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(entries);
}

function describe(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
