/** Something is wrong with how the sandbox was started; `code` is stable, the message says what to do. */
export abstract class SandboxStartError extends Error {
  abstract readonly code: string;
}

export class SandboxInProduction extends SandboxStartError {
  readonly code = 'SANDBOX_IN_PRODUCTION';
  constructor() {
    super(
      'The payment sandbox takes play money and does not start with NODE_ENV=production; configure the real provider.',
    );
  }
}

export class BrokenJournal extends SandboxStartError {
  readonly code = 'BROKEN_JOURNAL';
  constructor(path: string, line: number, cause: unknown) {
    super(
      `Line ${line} of ${path} is not a commit of the payment sandbox. Restore the file, or delete it to start empty.`,
      {
        cause,
      },
    );
  }
}

export class BrokenSigningKeys extends SandboxStartError {
  readonly code = 'BROKEN_SIGNING_KEYS';
  constructor(path: string, cause: unknown) {
    super(`${path} does not hold the payment sandbox's signing keys. Restore it, or delete it to get new ones.`, {
      cause,
    });
  }
}

export class InvalidSandboxConfiguration extends SandboxStartError {
  readonly code = 'INVALID_SANDBOX_CONFIGURATION';
  constructor(problems: readonly string[]) {
    super(`The payment sandbox cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}
