import { v7 as uuidv7 } from 'uuid';
import type { SentRequests } from '../src/domain/sent-requests.ts';

/** What an adapter's suite provides. */
export interface SentRequestsSetup {
  readonly sent: SentRequests;
  /** Lets the time pass in which a provider remembers a key. */
  forget(): Promise<void>;
}

/** What every store of sent requests promises. */
export function describeSentRequests(name: string, setUp: () => SentRequestsSetup): void {
  describe(`what was sent under a key, ${name}`, () => {
    let key: string;

    beforeEach(() => {
      key = uuidv7();
    });

    const send = (body: object): Promise<boolean> => setUp().sent.maySend(key, body);

    it('may be sent again, and nothing else under the key', async () => {
      expect([await send({ to: 'anna' }), await send({ to: 'anna' }), await send({ to: 'the shop' })]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await send({ to: 'anna' })).toBe(true);
    });

    it('is one of two when they are sent at once', async () => {
      const answers = await Promise.all([send({ to: 'anna' }), send({ to: 'the shop' })]);
      expect(answers.toSorted()).toEqual([false, true]);
    });

    it('gives way to something else once the key is forgotten', async () => {
      await send({ to: 'anna' });
      await setUp().forget();
      expect([await send({ to: 'the shop' }), await send({ to: 'anna' })]).toEqual([true, false]);
      await setUp().forget();
      await setUp().sent.purge();
      expect(await send({ to: 'anna' })).toBe(true);
    });
  });
}
