import { crossSiteFault } from './same-site.guard.ts';

const OWN = { 'x-requested-with': 'fetch', origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };

describe('[AUTH-18] a request with the cookie', () => {
  it("is taken from the shop's own pages", () => {
    expect(crossSiteFault(OWN, 'https://shop.example/')).toBeUndefined();
    expect(
      crossSiteFault({ ...OWN, 'content-type': 'application/json; charset=utf-8' }, 'https://shop.example'),
    ).toBeUndefined();
  });

  it('is judged by everything but the origin when the shop does not know its own address', () => {
    expect(crossSiteFault({ ...OWN, origin: 'http://localhost:3000' }, undefined)).toBeUndefined();
    expect(crossSiteFault({ ...OWN, 'sec-fetch-site': 'cross-site' }, undefined)).toBeDefined();
  });

  it.each([
    { 'x-requested-with': undefined },
    { origin: undefined },
    { origin: 'null' },
    { origin: 'http://shop.example' },
    { origin: 'https://shop.example:8443' },
    { origin: 'https://shop.example.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/form-data; boundary=x' },
  ])('is refused with %j', (changed) => {
    expect(crossSiteFault({ ...OWN, ...changed }, 'https://shop.example')).toBeDefined();
  });
});
