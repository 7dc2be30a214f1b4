/** A saga's table could not work. Thrown when the process starts, with every fault in the text. */
export class InvalidSaga extends Error {
  override readonly name = 'InvalidSaga';
  readonly code = 'INVALID_SAGA';
  constructor(saga: string, faults: readonly string[]) {
    super(`The saga "${saga}" cannot work:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

/** A stored saga is at a step that its table no longer has. The old step must stay until such sagas have ended. */
export class UnknownSagaStep extends Error {
  override readonly name = 'UnknownSagaStep';
  readonly code = 'UNKNOWN_SAGA_STEP';
  constructor(saga: string, step: string) {
    super(
      `The saga "${saga}" has no step "${step}", but a stored one has been there; keep the step until it has ended.`,
    );
  }
}
