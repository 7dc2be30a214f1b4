import type { Workload } from './workload.ts';

/** The same customer again and again: bounded by the password's hash, on purpose. */
export const logIn: Workload = {
  name: 'log in',
  isCacheable: false,
  isWatched: true,
  async requests(shop) {
    const { email, password } = await shop.login('customer');
    return [
      {
        method: 'POST',
        path: '/api/v1/sessions',
        headers: { 'content-type': 'application/json', 'x-client': 'native' },
        body: JSON.stringify({ email, password }),
      },
    ];
  },
};
