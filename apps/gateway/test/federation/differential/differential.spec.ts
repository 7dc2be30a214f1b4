import { composeSupergraph, type Subgraph } from '../../../src/federation/compose.ts';
import type { FederationEngine } from '../../../src/federation/federation-engine.ts';
import { HiveFederationEngine } from '../../../src/federation/hive-federation-engine.ts';
import { LeanFederationEngine } from '../../../src/federation/lean/lean-federation-engine.ts';
import { ServiceDocuments } from '../../../src/service-documents.ts';
import { expectAgreement } from './expect-agreement.ts';
import { FakeSubgraphs } from './fake-subgraphs.ts';
import { failing, type Faults, malformed, NO_FAULTS } from './faults.ts';
import { nastySubgraphs } from './nasty-subgraphs.ts';
import { generateOperation, isValid, type Operation } from './operation-generator.ts';
import { type Outcome, outcomeOf, referenceOutcome } from './outcome.ts';
import { World } from './world.ts';

/** `DIFFERENTIAL_OPERATIONS=5000 DIFFERENTIAL_SEED=$RANDOM npm test -- unit differential` looks longer, elsewhere. */
const OPERATIONS = Number(process.env.DIFFERENTIAL_OPERATIONS ?? 150);
const SEED = process.env.DIFFERENTIAL_SEED ?? '1';
const FOREVER = 3_600_000;

/** Both engines over the same fake subgraphs, and the operations that they are asked. */
class Contest {
  readonly supergraph: string;
  readonly fakes: FakeSubgraphs;
  readonly operations: readonly Operation[];
  readonly #world: World;
  #faults = NO_FAULTS;
  lean: FederationEngine;
  hive: FederationEngine;

  constructor(subgraphs: readonly Subgraph[]) {
    this.supergraph = composeSupergraph(subgraphs);
    this.#world = new World(this.supergraph, subgraphs);
    this.fakes = new FakeSubgraphs(this.#world, subgraphs);
    this.operations = [...this.validOperations()];
  }

  async start(): Promise<void> {
    this.lean = await LeanFederationEngine.start(this.supergraph, (call) => this.fakes.call(call, this.#faults));
    this.hive = await HiveFederationEngine.start(this.supergraph, (call) => this.fakes.call(call, this.#faults));
  }

  /** Fails on the first operation to which `other` answers anything else than the lean engine. */
  async expectSame(
    other: (operation: Operation, lean: Outcome) => Promise<Outcome>,
    faultsOf: (seed: string) => Faults = () => NO_FAULTS,
  ): Promise<void> {
    for (const [index, operation] of this.operations.entries()) {
      this.#faults = faultsOf(`${SEED}:${index}`);
      await expectAgreement(operation, this.#world.schema, async (asked) => {
        const outcome = await outcomeOf(this.lean, asked);
        return [outcome, await other(asked, outcome)];
      });
    }
  }

  private *validOperations(): Generator<Operation> {
    for (let found = 0, number = 0; found < OPERATIONS; number += 1) {
      const operation = generateOperation(this.#world.schema, `${SEED}:${number}`);
      if (!isValid(this.#world.schema, operation.query)) continue;
      found += 1;
      yield operation;
    }
  }
}

describe.each<[string, readonly Subgraph[]]>([
  ["the shop's own graph", ServiceDocuments.committed().subgraphs],
  ['a graph with everything that Federation allows', nastySubgraphs],
])(`the lean engine, asked ${OPERATIONS} operations of seed ${SEED} over %s,`, (_graph, subgraphs) => {
  const contest = new Contest(subgraphs);
  beforeAll(() => contest.start());

  it.each<[string, (seed: string) => Faults]>([
    ['sound', () => NO_FAULTS],
    ['failing', failing],
    ['otherwise failing', (seed) => failing(`again ${seed}`)],
    ['malformed', malformed],
  ])(
    "answers as Hive's executor does when subgraphs are %s",
    (_condition, faultsOf) => contest.expectSame((operation) => outcomeOf(contest.hive, operation), faultsOf),
    FOREVER,
  );
});

describe(`the lean engine, asked ${OPERATIONS} operations of seed ${SEED},`, () => {
  const contest = new Contest(nastySubgraphs);
  beforeAll(() => contest.start());

  it(
    'answers as graphql-js does with everything in one schema',
    () =>
      contest.expectSame(async (operation, lean) =>
        isPlanned(lean) ? referenceOutcome(contest.fakes, operation) : lean,
      ),
    FOREVER,
  );
});

/** Of what the planner finds no way for, a few fields with @requires, Hive's executor says so as well. */
function isPlanned({ errors }: Outcome): boolean {
  return !errors.join().includes('OPERATION_NOT_PLANNABLE');
}
