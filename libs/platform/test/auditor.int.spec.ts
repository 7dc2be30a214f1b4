import { vi } from 'vitest';
import { Injectable, Module } from '@nestjs/common';
import { Auditor, Database, Invariant, type Violation } from '@tovar/platform';
import { TestShop, waitFor } from '@tovar/testing';
import { Greet, ToyModule } from './toy/toy.module.ts';

/** Greetings are polite, unless a test says otherwise. */
@Injectable()
class GreetingsArePolite extends Invariant {
  readonly id = 'INV-TOY-1';
  readonly promise = 'Greetings are polite.';
  changed: string[] = [];
  /** What each look sees; the last one goes on. */
  looks: Violation[][] = [[]];
  asked: (string | undefined)[] = [];

  async *changes(from: string | undefined) {
    this.asked.push(from);
    yield { subjects: this.changed, reached: `${from ?? ''}.` };
  }

  async check(subjects: readonly string[]): Promise<readonly Violation[]> {
    const seen = this.looks.length > 1 ? this.looks.shift() : this.looks[0];
    return (seen ?? []).filter(({ subject }) => subjects.includes(subject));
  }
}

@Module({ imports: [{ module: ToyModule, providers: [GreetingsArePolite] }] })
class AuditedToy {}

const rude = (subject: string): Violation => ({ subject, problem: 'rude' });

describe('the auditor of a service', () => {
  let shop: TestShop;
  let database: Database;
  let invariant: GreetingsArePolite;

  beforeAll(async () => {
    shop = await TestShop.start({ toy: AuditedToy });
    database = shop.running.app('toy').get(Database);
    invariant = shop.running.app('toy').get(GreetingsArePolite, { strict: false });
  });
  beforeEach(() => {
    Object.assign(invariant, { changed: [], looks: [[]], asked: [] });
  });
  afterAll(() => shop.stop());

  const round = (scope: 'new' | 'everything' = 'new') =>
    shop.running.app('toy').get(Auditor).round({ scope, isQuiet: true });
  const reportOn = async (id: string) => (await round()).find((report) => report.id === id);
  const findings = () => database.query('SELECT subject, problem FROM audit_finding ORDER BY subject');

  it('finds what two looks see, and tells it once', async () => {
    Object.assign(invariant, { changed: ['a', 'b'], looks: [[rude('a')]] });
    expect(await reportOn('INV-TOY-1')).toMatchObject({ checked: 2, violated: 1, violations: [rude('a')] });
    expect(await reportOn('INV-TOY-1')).toMatchObject({ violated: 1 });
    expect(await findings()).toEqual([rude('a')]);
    const told = await waitFor('the event', async () => {
      const events = await shop.running.process.eventLog.latest(20);
      const about = events.filter(({ type }) => type === 'invariant.violated.v1');
      return about.length > 0 && about;
    });
    expect(told.map(({ data }) => data)).toEqual([
      { invariant: 'INV-TOY-1', promise: 'Greetings are polite.', ...rude('a') },
    ]);
  });

  it('does not believe what a second look does not see', async () => {
    Object.assign(invariant, { changed: ['passing'], looks: [[rude('passing')], []] });
    expect(await reportOn('INV-TOY-1')).toMatchObject({ checked: 1, violated: 0 });
    expect(await findings()).not.toContainEqual(rude('passing'));
  });

  it('goes on where the last round ended, and begins anew when asked for everything', async () => {
    await round('everything');
    await round();
    await round();
    expect(invariant.asked).toEqual([undefined, '.', '..']);
  });

  it('asks of each thing once, and in stretches that a statement can take', async () => {
    const asked: number[] = [];
    invariant.changed = Array.from({ length: 1_200 }, (_, index) => `greeting-${index % 600}`);
    const check = vi.spyOn(invariant, 'check');
    await round();
    for (const [subjects] of check.mock.calls) asked.push(subjects.length);
    check.mockRestore();
    expect(asked).toEqual([500, 100]);
  });

  it("cannot be made to forget by the service's own role", async () => {
    await expect(database.query('DELETE FROM audit_finding')).rejects.toThrow(/permission denied/);
    await expect(database.query("UPDATE audit_finding SET problem = ''")).rejects.toThrow(/permission denied/);
  });

  it('answers the gateway alone', async () => {
    const asked = await shop.request('toy', { path: '/internal/audit' });
    expect(asked.body.invariants).toContainEqual(
      expect.objectContaining({ invariant: 'INV-TOY-1 GreetingsArePolite', findings: 1 }),
    );
    expect((await shop.request('toy', { path: '/internal/audit', caller: 'orders' })).status).toBe(403);
  });

  it('[FT-14] notices an event that was passed without an effect', async () => {
    const { result } = await shop.running.app('toy').get(Greet).execute('hello', 'a-key-of-16-characters');
    await waitFor('the greeting to be heard', async () => {
      const rows = await database.query('SELECT FROM greeting WHERE id = $1 AND heard', [result.id]);
      return rows.length === 1;
    });
    const checked = await waitFor('the event to be passed', async () => {
      const report = await reportOn('INV-EVENT-1');
      return report?.checked === 1 && report;
    });
    expect(checked.violated).toBe(0);
    const [inbox] = await database.query<{ event_id: string }>('DELETE FROM inbox RETURNING event_id');
    const [report] = await round('everything');
    expect(report?.violations).toEqual([{ subject: inbox?.event_id, problem: 'took effect 0 times in toy' }]);
  });
});
