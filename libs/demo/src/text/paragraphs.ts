import { applianceSlots } from './appliances.ts';
import { beautySlots } from './beauty.ts';
import { bookSlots } from './books.ts';
import { clothingSlots } from './clothing.ts';
import { electronicsSlots } from './electronics.ts';
import { foodSlots } from './food.ts';
import { footwearAndBagSlots } from './footwear-and-bags.ts';
import { homeSlots } from './home.ts';
import type { Slot } from './sentence.ts';
import { sportSlots } from './sport.ts';
import { toySlots } from './toys.ts';

/** The slots of a description for each product type, by its code. */
const slotsByType: Readonly<Record<string, readonly Slot[]>> = {
  ...electronicsSlots,
  ...applianceSlots,
  ...clothingSlots,
  ...footwearAndBagSlots,
  ...homeSlots,
  ...sportSlots,
  ...bookSlots,
  ...beautySlots,
  ...toySlots,
  ...foodSlots,
};

export function paragraphsFor(typeCode: string): readonly Slot[] {
  const slots = slotsByType[typeCode];
  if (!slots) throw new ReferenceError(`Nothing is written about products of type ${typeCode}.`);
  return slots;
}
