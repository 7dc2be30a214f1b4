import { PicturesFull, UnknownPicture } from './catalog.errors.ts';
import { addPicture, arrangePictures, MOST_PICTURES, type ProductPicture } from './pictures.ts';

const alt = { en: 'Lamp', ru: 'Лампа' };
const [front, back] = [
  { id: 'front', alt },
  { id: 'back', alt },
];

describe("a product's pictures", () => {
  it('grow at the end, and hold each picture once', () => {
    expect(addPicture([front], back)).toEqual([front, back]);
    expect(addPicture([front, back], front)).toEqual([front, back]);
  });

  it('are at most so many', () => {
    const full: ProductPicture[] = Array.from({ length: MOST_PICTURES }, (_, index) => ({ id: `${index}`, alt }));
    expect(() => addPicture(full, front)).toThrow(PicturesFull);
    expect(addPicture(full, { id: '3', alt })).toHaveLength(MOST_PICTURES);
  });

  it('are put in another order, said in other words, and taken away', () => {
    const side = { en: 'From behind', ru: 'Сзади' };
    expect(arrangePictures([front, back], [{ id: 'back', alt: side }, { id: 'front' }])).toEqual([
      { ...back, alt: side },
      front,
    ]);
    expect(arrangePictures([front, back], [{ id: 'back' }])).toEqual([back]);
    expect(() => arrangePictures([front], [{ id: 'back' }])).toThrow(UnknownPicture);
  });
});
