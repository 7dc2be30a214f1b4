import { boxIn, tariffsIn } from './cdek-terms.ts';

describe('what the shop and CDEK have agreed on', () => {
  it('measures boxes in whole centimetres, rounded up', () => {
    expect(boxIn('300x201x1')).toEqual({ length: 30, width: 21, height: 1 });
  });

  it('names a tariff for each method', () => {
    expect(tariffsIn('courier=139:door, pickup=138:point')).toEqual(
      new Map([
        ['courier', { code: 139, to: 'door' }],
        ['pickup', { code: 138, to: 'point' }],
      ]),
    );
  });
});
