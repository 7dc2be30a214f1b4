import { notificationKind } from '../kind.ts';

/** A login on a device from which nobody had logged in to the account before. */
export const newSession = notificationKind({
  name: 'new-session',
  type: 'SECURITY',
  hears: 'session.started.v1',
  path: '/account/sessions',
  wording: {
    EN: {
      title: 'A login on a new device',
      text: 'Somebody has logged in to your account on a new device. If it was not you, end that session and choose a new password.',
    },
    RU: {
      title: 'Вход с нового устройства',
      text: 'В вашу учётную запись вошли с нового устройства. Если это не вы, завершите этот сеанс и смените пароль.',
    },
  },
  sample: {},
  concerns: ({ data: { sessionId, userId, isKnownDevice } }) => {
    if (isKnownDevice) return undefined;
    return { audience: { of: 'user', userId }, fact: sessionId, particulars: {} };
  },
});
