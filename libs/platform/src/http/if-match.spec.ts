import { InvalidInput, NotFound, VersionConflict } from '../errors/platform.errors.ts';
import { matchedVersion, matching, VersionDiffers } from './if-match.ts';

describe('If-Match', () => {
  it('names a version as an ETag', () => {
    expect(matchedVersion('"42"')).toBe(42);
  });

  it.each([undefined, '*'])('names none when it is %s', (header) => {
    expect(matchedVersion(header)).toBeUndefined();
  });

  it.each(['42', 'W/"42"', '"x"', '"1","2"', '"12345678901"', ''])('is refused as %s', (header) => {
    expect(() => matchedVersion(header)).toThrow(InvalidInput);
  });

  it('makes a conflict of versions a failed precondition, and leaves other errors alone', async () => {
    const conflict = new VersionConflict('The thing', 3);
    const differing = await matching(() => Promise.reject(conflict)).catch((error: unknown) => error);
    expect(differing).toMatchObject({ code: 'PRECONDITION_FAILED', details: { currentVersion: 3 } });
    expect(differing).toBeInstanceOf(VersionDiffers);
    await expect(matching(() => Promise.reject(new NotFound('The thing')))).rejects.toThrow(NotFound);
  });
});
