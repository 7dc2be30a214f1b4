import { AnswerBody } from './answer-body.ts';
import { type MadeAnswer, ResponseCache } from './response-cache.ts';

const answered = (text: string, shared?: Partial<NonNullable<MadeAnswer['shared']>>): MadeAnswer => ({
  answer: new AnswerBody(Buffer.from(text), {}),
  shared: shared && { tags: ['lamp'], maxAgeMs: 30_000, isForGuests: false, ...shared },
});
const guest = { key: 'lamp?', kind: 'product', isGuest: true };
const customer = { ...guest, isGuest: false };

describe('ResponseCache', () => {
  let now: number;
  let cache: ResponseCache;
  let makes: number;

  beforeEach(() => {
    now = 0;
    makes = 0;
    cache = new ResponseCache(1_000_000, () => now);
  });

  const ask = async (question: typeof guest, made: MadeAnswer | Promise<MadeAnswer>) => {
    const { answer, isHit } = await cache.answer(question, async () => {
      makes += 1;
      return made;
    });
    return [answer.body.toString(), isHit];
  };
  const held = () => {
    let settle: (made: MadeAnswer) => void = () => undefined;
    const made = new Promise<MadeAnswer>((resolve) => (settle = resolve));
    return { made, settle };
  };

  it('makes an answer once and gives it to everybody', async () => {
    expect(await ask(guest, answered('a', {}))).toEqual(['a', false]);
    expect(await ask(customer, answered('b', {}))).toEqual(['a', true]);
  });

  it('keeps nothing that nobody said may be kept', async () => {
    await ask(guest, answered('a'));
    expect(await ask(guest, answered('b'))).toEqual(['b', false]);
    expect(cache.size).toBe(0);
  });

  it('gives what is for guests to guests alone', async () => {
    await ask(guest, answered('for guests', { isForGuests: true }));
    expect(await ask(customer, answered('for her'))).toEqual(['for her', false]);
    expect(await ask(guest, answered('again'))).toEqual(['for guests', true]);
  });

  it('forgets an answer when one of its tags ends, and no other', async () => {
    await ask(guest, answered('a', { tags: ['lamp', 'lamps'] }));
    await ask({ ...guest, key: 'chair?' }, answered('chair', { tags: ['chair'] }));
    cache.end(['lamps', 'unheard of']);
    expect(await ask(guest, answered('b', {}))).toEqual(['b', false]);
    expect(await ask({ ...guest, key: 'chair?' }, answered('other'))).toEqual(['chair', true]);
  });

  it('forgets an answer when its time is over', async () => {
    await ask(guest, answered('a', { maxAgeMs: 1_000 }));
    now = 1_000;
    expect(await ask(guest, answered('b', {}))).toEqual(['b', false]);
  });

  it('lets those who ask the same at the same time wait for one answer', async () => {
    const { made, settle } = held();
    const answers = [ask(guest, made), ask(guest, made), ask(customer, made)];
    settle(answered('a', {}));
    expect(await Promise.all(answers)).toEqual([
      ['a', false],
      ['a', true],
      ['a', true],
    ]);
    expect(makes).toBe(1);
  });

  it('gives nobody an answer that was made for another', async () => {
    const { made, settle } = held();
    const first = ask(guest, made);
    const second = ask(customer, answered('hers'));
    settle(answered('his'));
    expect([await first, await second]).toEqual([
      ['his', false],
      ['hers', false],
    ]);
  });

  it('does not let the next caller wait for an answer that was personal before', async () => {
    await ask(guest, answered('a'));
    const { made, settle } = held();
    const slow = ask(guest, made);
    expect(await ask(guest, answered('b'))).toEqual(['b', false]);
    settle(answered('c'));
    await slow;
  });

  it('keeps no answer that was being made when its tag ended, and lets no later caller wait for it', async () => {
    const { made, settle } = held();
    const before = ask(guest, made);
    cache.end(['lamp']);
    const after = ask(guest, answered('new', {}));
    settle(answered('old', {}));
    expect([await before, await after]).toEqual([
      ['old', false],
      ['new', false],
    ]);
    expect(await ask(guest, answered('newer', {}))).toEqual(['new', true]);
  });

  it('keeps an answer although something else ended while it was made', async () => {
    const { made, settle } = held();
    const asked = ask(guest, made);
    cache.end(['chair']);
    settle(answered('a', {}));
    await asked;
    expect(await ask(guest, answered('b', {}))).toEqual(['a', true]);
  });

  it('keeps nothing that was being made when everything became wrong', async () => {
    const { made, settle } = held();
    const asked = ask(guest, made);
    cache.clear();
    settle(answered('old', {}));
    await asked;
    expect(cache.size).toBe(0);
  });

  it('keeps nothing of an answer that fails, and lets those who waited try themselves', async () => {
    const failing = cache.answer(guest, async () => Promise.reject(new Error('down')));
    const waiting = ask(guest, answered('a', {}));
    await expect(failing).rejects.toThrow('down');
    expect(await waiting).toEqual(['a', false]);
  });

  it('holds no more than it may, and drops what was asked for least recently', async () => {
    const small = new ResponseCache(4_000, () => now);
    const fill = (key: string) =>
      small.answer({ ...guest, key }, async () => answered('x'.repeat(500), { tags: [key] }));
    await fill('one');
    await fill('two');
    expect(small.find({ key: 'one', isGuest: true })).toBeDefined();
    await fill('three');
    expect(['one', 'two', 'three'].map((key) => small.find({ key, isGuest: true }) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });
});
