import type { Brand, Tier } from './facts.ts';

function brand(name: string, tier: Tier): Brand {
  return { name, tier };
}

/** Made-up brands by trade. Trademarks of real makers do not belong here. */
export const brands = {
  devices: [
    brand('Norvik', 2),
    brand('Quorvane', 3),
    brand('Ostrelle', 3),
    brand('Zintarra', 1),
    brand('Halvoric', 2),
    brand('Pexalune', 1),
    brand('Tessovar', 2),
  ],
  audio: [brand('Sonavril', 3), brand('Ekkolund', 2), brand('Murmurix', 1), brand('Norvik', 2), brand('Bassquill', 1)],
  appliances: [
    brand('Brunnhavn', 3),
    brand('Kaldrune', 2),
    brand('Dommarova', 1),
    brand('Hestravik', 2),
    brand('Vapperlin', 1),
  ],
  clothing: [
    brand('Brisolane', 2),
    brand('Tallowick', 1),
    brand('Marendisse', 3),
    brand('Oakenfjord', 2),
    brand('Solvessa', 1),
    brand('Ravelune', 3),
  ],
  footwear: [brand('Stridova', 2), brand('Kestramo', 1), brand('Pellorine', 3), brand('Trailumbra', 2)],
  bags: [brand('Nomadrik', 2), brand('Packhollow', 1), brand('Trailumbra', 2), brand('Valisandre', 3)],
  home: [
    brand('Hyggemoor', 2),
    brand('Lundavale', 3),
    brand('Formaskog', 1),
    brand('Terravane', 2),
    brand('Copperlind', 3),
  ],
  sport: [brand('Peakarro', 2), brand('Velodrift', 2), brand('Cindralp', 3), brand('Ferrumvik', 1)],
  publishers: [
    brand('Inkharrow Press', 2),
    brand('Lanternfold', 1),
    brand('Quillmarsh Books', 2),
    brand('Saltpaper House', 3),
  ],
  beauty: [brand('Ombrelisse', 3), brand('Serafloria', 2), brand('Nivaluna', 1), brand('Mirabelune', 2)],
  toys: [brand('Tumblewick', 2), brand('Pogomarsh', 1), brand('Brindlebear', 3), brand('Dicerowan', 2)],
  food: [brand('Chaivaro', 2), brand('Roastholm', 2), brand('Leafarrow', 1), brand('Kettlebrae', 3)],
} as const satisfies Record<string, readonly Brand[]>;
