import type { DemoProduct } from '../demo-product.ts';
import { appliancePictures } from './appliances.ts';
import { beautyAndFoodPictures } from './beauty-and-food.ts';
import { clothingPictures } from './clothing.ts';
import { electronicsPictures } from './electronics.ts';
import { footwearAndBagPictures } from './footwear-and-bags.ts';
import { frame } from './frame.ts';
import { homePictures } from './home.ts';
import { sportPictures } from './sport.ts';
import { Subject, type Draw } from './subject.ts';
import { toyAndBookPictures } from './toys-and-books.ts';

const silhouettes: Readonly<Record<string, Draw>> = {
  ...electronicsPictures,
  ...appliancePictures,
  ...clothingPictures,
  ...footwearAndBagPictures,
  ...homePictures,
  ...sportPictures,
  ...toyAndBookPictures,
  ...beautyAndFoodPictures,
};

/**
 * Draws one of a product's pictures: an SVG of 600 by 600 and at most 4 kB, shaped by the product's type and attributes,
 * coloured by the picture. It holds no text, script or reference to anything outside.
 */
export function drawPicture(product: DemoProduct, index: number): string {
  const picture = product.pictures[index];
  if (!picture)
    throw new RangeError(`${product.slug} has ${product.pictures.length} pictures; there is no number ${index}.`);
  const draw = silhouettes[product.type];
  if (!draw) throw new ReferenceError(`Nobody has drawn a ${product.type} yet.`);
  const subject = new Subject(product, picture.hex);
  return frame(draw(subject), subject.tones);
}
