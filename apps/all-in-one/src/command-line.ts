import { parseArgs } from 'node:util';

/** What went wrong for a person at a terminal: shown without a stack, exit code 1. */
export class CommandLineError extends Error {
  readonly code = 'COMMAND_LINE_ERROR';
}

type Options = Readonly<
  Record<string, { readonly type: 'string'; readonly default?: string } | { readonly type: 'boolean' }>
>;
type Values<Given extends Options> = {
  [Name in keyof Given]?: Given[Name]['type'] extends 'boolean' ? boolean : string;
};

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** The name of the file that every such command is about, and its options; a switch is "true" when it is given. */
export function fileAndOptionsOrHelp(
  help: string,
  names: { readonly options: readonly string[]; readonly switches?: readonly string[] },
): { readonly file: string; readonly [option: string]: string | undefined } {
  const all = [
    ...names.options.map((name) => [name, 'string']),
    ...(names.switches ?? []).map((name) => [name, 'boolean']),
  ];
  const options = Object.fromEntries(all.map(([name, type]) => [name, { type: type as 'string' | 'boolean' }]));
  try {
    const { values, positionals }: Parsed = parseArgs({
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      strict: true,
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (!values.help && file && others.length === 0)
      return { file, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])) };
    if (!values.help) throw new Error('Name one file.');
    process.stdout.write(help);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
  return process.exit(0);
}

/** The one of `choices` that the command names; anything else shows the help text, and ends. */
export function oneOfOrHelp<Choice>(help: string, choices: Readonly<Record<string, Choice>>): [string, Choice] {
  const [name = '', ...others] = process.argv.slice(2);
  const choice = Object.hasOwn(choices, name) ? choices[name] : undefined;
  if (choice !== undefined && others.length === 0) return [name, choice];
  const isAsked = name === '--help' || name === '-h';
  const refusal = name === '' ? 'Name one.' : `There is no "${[name, ...others].join(' ')}".`;
  (isAsked ? process.stdout : process.stderr).write(isAsked ? help : `${refusal}\n\n${help}`);
  return process.exit(isAsked ? 0 : 2);
}

/** Reads the options, or shows the help text and ends when they ask for it or are not understood. */
export function optionsOrHelp<const Given extends Options>(help: string, options: Given): Values<Given> {
  try {
    const all = { ...options, help: { type: 'boolean', short: 'h' } } as const;
    const { values }: Pick<Parsed, 'values'> = parseArgs({ options: all, strict: true });
    if (!values.help) return values as Values<Given>;
    process.stdout.write(help);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
  return process.exit(0);
}

/** Runs a command; an error that names its code is shown by its message, anything else with its stack. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: unknown };
    // Node has no text for a name that leads to several addresses, none of which answers.
    process.stderr.write(`\n${typeof code === 'string' ? message || code : (stack ?? String(error))}\n`);
    process.exit(1);
  }
}
