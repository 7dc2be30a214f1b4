/** A tariff of CDEK, and where it ends. */
export interface Tariff {
  readonly code: number;
  readonly to: 'door' | 'point';
}

/** In whole centimetres, which is how CDEK measures. */
export interface Box {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** What the shop and CDEK have agreed on. */
export interface CdekTerms {
  readonly tariffs: ReadonlyMap<string, Tariff>;
  readonly box: Box;
  readonly sender: { readonly name: string; readonly phone: string };
  readonly from: { readonly postalCode: string; readonly city: string; readonly address: string };
}

/** `cdek-courier=139:door,…` by the methods' codes; undefined for anything else. */
export function tariffsIn(text: string): ReadonlyMap<string, Tariff> | undefined {
  const parts = text.split(',').map((part) => /^\s*([a-z0-9-]+)=(\d{1,5}):(door|point)\s*$/.exec(part));
  const tariffs = parts.flatMap((part): [string, Tariff][] =>
    part?.[1] ? [[part[1], { code: Number(part[2]), to: part[3] === 'door' ? 'door' : 'point' }]] : [],
  );
  const isWhole = tariffs.length === parts.length && new Set(tariffs.map(([code]) => code)).size === parts.length;
  return isWhole ? new Map(tariffs) : undefined;
}

/** `300x200x150` in millimetres, each side rounded up to a centimetre; undefined for anything else. */
export function boxIn(text: string): Box | undefined {
  const sides = /^([1-9]\d{0,3})x([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(text)?.slice(1);
  if (!sides) return undefined;
  const [length = 1, width = 1, height = 1] = sides.map((side) => Math.ceil(Number(side) / 10));
  return { length, width, height };
}
