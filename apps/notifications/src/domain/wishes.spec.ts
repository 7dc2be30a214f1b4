import { NOTIFICATION_TYPES } from './notification-type.ts';
import { NO_WISHES, routeOf, type Wishes } from './wishes.ts';

const NOW = new Date('2026-11-21T08:30:00Z');
const wishes = (given: Partial<Wishes> = {}): Wishes => ({ ...NO_WISHES, ...given });

describe('the ways of a notification', () => {
  it('are both for somebody who has chosen nothing, but small things make no mail', () => {
    const mailed = NOTIFICATION_TYPES.filter((type) => routeOf(type, NO_WISHES, NOW).mail === 'WAITING');
    expect(NOTIFICATION_TYPES.filter((type) => !mailed.includes(type))).toEqual(['COMMENT', 'LIKE']);
    expect(NOTIFICATION_TYPES.every((type) => routeOf(type, NO_WISHES, NOW).isInApp)).toBe(true);
  });

  it('are those that somebody has chosen', () => {
    const chosen = wishes({
      preferences: [
        { type: 'LIKE', channel: 'EMAIL', isOn: true },
        { type: 'LIKE', channel: 'IN_APP', isOn: false },
        { type: 'ORDER', channel: 'EMAIL', isOn: false },
      ],
    });
    expect(routeOf('LIKE', chosen, NOW)).toEqual({ isInApp: false, mail: 'WAITING' });
    expect(routeOf('ORDER', chosen, NOW)).toEqual({ isInApp: true, mail: 'NONE' });
  });

  it('wait for the digest of those who want their mail once a day', () => {
    const daily = wishes({ schedule: { frequency: 'DAILY', hour: 9, timeZone: 'UTC' } });
    expect(routeOf('ORDER', daily, NOW)).toEqual({
      isInApp: true,
      mail: 'DIGEST',
      digestAt: new Date('2026-11-21T09:00:00Z'),
    });
  });

  it('cannot be closed to what protects the account, nor made slow', () => {
    const closed = wishes({
      preferences: [
        { type: 'SECURITY', channel: 'EMAIL', isOn: false },
        { type: 'SECURITY', channel: 'IN_APP', isOn: false },
      ],
      schedule: { frequency: 'DAILY', hour: 9, timeZone: 'UTC' },
    });
    expect(routeOf('SECURITY', closed, NOW)).toEqual({ isInApp: true, mail: 'WAITING' });
  });
});
