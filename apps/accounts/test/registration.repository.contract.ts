import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Registration, RegistrationRepository } from '../src/domain/registration.repository.ts';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

/** What every `RegistrationRepository` promises. */
export function describeRegistrationRepository(adapter: string, open: () => Promise<RegistrationRepository>): void {
  describe(`registration repository ${adapter}`, () => {
    let registrations: RegistrationRepository;

    beforeAll(async () => {
      registrations = await open();
    });

    const added = async (fields: Partial<Registration> = {}) => {
      const registration: Registration = {
        id: uuidv7(),
        email: `${uuidv7()}@example.com`,
        displayName: 'Mira',
        passwordHash: '$argon2id$',
        locale: 'RU',
        startedAt: NOON,
        endsAt: at(60),
        ...fields,
      };
      const link = randomBytes(32);
      await registrations.add(registration, link);
      return { registration, link };
    };

    it('finds the last one for an address', async () => {
      const { registration } = await added();
      const later = await added({ email: registration.email, startedAt: at(1) });
      await added();
      expect(await registrations.findLatest(registration.email, at(2))).toEqual(later.registration);
    });

    it('takes out what the link belongs to, once, and with it all others for the address', async () => {
      const { registration, link } = await added();
      const other = await added({ email: registration.email });
      const stranger = await added();
      expect(await registrations.take(link, at(1))).toEqual(registration);
      expect(await registrations.take(link, at(1))).toBeUndefined();
      expect(await registrations.take(other.link, at(1))).toBeUndefined();
      expect(await registrations.take(stranger.link, at(1))).toEqual(stranger.registration);
    });

    it('gives one of those who take at the same time what they want', async () => {
      const { registration, link } = await added();
      const taken = await Promise.all([1, 2, 3].map(() => registrations.take(link, at(1))));
      expect(taken.filter(Boolean)).toEqual([registration]);
    });

    it('neither finds nor gives what has ended', async () => {
      const { registration, link } = await added({ endsAt: at(1) });
      expect(await registrations.findLatest(registration.email, at(1))).toBeUndefined();
      expect(await registrations.take(link, at(1))).toBeUndefined();
    });

    it('forgets what has ended when the next one comes', async () => {
      const { registration } = await added({ endsAt: at(1) });
      await added({ startedAt: at(2) });
      expect(await registrations.findLatest(registration.email, NOON)).toBeUndefined();
    });
  });
}
