export { advance, begin, leave } from './advance.ts';
export { canAbort } from './meaning.ts';
export {
  type AnswerType,
  defineSaga,
  type Saga,
  type SagaMessage,
  type SagaStep,
  type SagaTable,
  type SagaTypes,
} from './saga.ts';
export { InvalidSaga, UnknownSagaStep } from './saga.errors.ts';
export type {
  Advanced,
  SagaEffect,
  SagaInput,
  SagaResume,
  SagaState,
  SagaStatus,
  SagaTimeout,
  StepPhase,
  StepProgress,
} from './saga-state.ts';
