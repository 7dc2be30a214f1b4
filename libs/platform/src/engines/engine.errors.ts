/** A program that an engine needs is neither here nor could it be installed; the message says what to do. */
export class EngineMissing extends Error {
  readonly code = 'ENGINE_MISSING';
  constructor(engine: string, remedy: string, options?: ErrorOptions) {
    super(`${engine} is not installed and could not be installed from here. ${remedy}`, options);
  }
}
