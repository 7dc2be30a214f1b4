/** Something is wrong with how the sandbox was started; `code` is stable, the message says what to do. */
export class CarrierSandboxInProduction extends Error {
  readonly code = 'SANDBOX_IN_PRODUCTION';
  constructor() {
    super('The carrier sandbox moves no goods and does not start with NODE_ENV=production; configure CDEK itself.');
  }
}

export class BrokenStateFile extends Error {
  readonly code = 'BROKEN_STATE_FILE';
  constructor(path: string, line: number, cause: unknown) {
    super(`Line ${line} of ${path} is not a parcel of the carrier sandbox. Restore the file, or delete it.`, { cause });
  }
}
