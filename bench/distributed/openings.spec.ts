import { Openings, SomebodyLeft } from './openings.ts';

describe('what a measurement has opened', () => {
  let closed: string[];
  let openings: Openings;
  beforeEach(() => {
    closed = [];
    openings = new Openings();
  });
  const open = (name: string, opening = Promise.resolve(name)) =>
    openings.open(
      () => opening,
      async (opened) => closed.push(opened),
    );

  it('is closed once, the last one first', async () => {
    await open('folder');
    await open('shop');
    await openings.closeAll();
    await openings.closeAll();
    expect(closed).toEqual(['shop', 'folder']);
  });

  it('is closed by itself when it is not needed any more', async () => {
    await open('folder');
    await openings.close(await open('shop'));
    expect(closed).toEqual(['shop']);
    await openings.closeAll();
    expect(closed).toEqual(['shop', 'folder']);
  });

  it('is closed as soon as it is open when somebody leaves meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const opening = open('shop', promise);
    const left = openings.leave();
    resolve('shop');
    await Promise.all([opening, left]);
    expect(closed).toEqual(['shop']);
  });

  it('is nothing when it could not be opened', async () => {
    await expect(open('shop', Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    await openings.closeAll();
    expect(closed).toEqual([]);
  });

  it('is closed although another cannot be, which is told', async () => {
    await open('folder');
    await openings.open(
      async () => 'shop',
      () => Promise.reject(new Error('it hangs')),
    );
    await expect(openings.closeAll()).rejects.toThrow('it hangs');
    expect(closed).toEqual(['folder']);
  });

  it('is nothing more once somebody has left', async () => {
    await openings.leave();
    await expect(open('shop')).rejects.toThrow(SomebodyLeft);
  });
});
