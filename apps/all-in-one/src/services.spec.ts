import { chosenServices, services, UnknownService } from './services.ts';

describe('the chosen services', () => {
  it('are all of them when none is named', () => {
    expect(Object.keys(chosenServices(undefined))).toEqual(Object.keys(services));
  });

  it('are those that are named, in the order of the shop', () => {
    expect(Object.keys(chosenServices('payments, orders'))).toEqual(['orders', 'payments']);
  });

  it('must exist', () => {
    expect(() => chosenServices('orders,basket')).toThrow(UnknownService);
  });
});
