/** Where the demo's buyers live. */
export const DEMO_ADDRESS = {
  recipient: 'Anna Schmidt',
  line1: 'Torstraße 1',
  city: 'Berlin',
  postalCode: '10119',
  country: 'DE',
};
