/** ISO 3166-1: every country and territory that mail can be addressed to, by its two letters. */
export const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ ' +
    'BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM ' +
    'DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS ' +
    'GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
    'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ ' +
    'MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
    'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV ' +
    'SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
    'VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** What must be known of an address in a country; those that are not named here ask for nothing more. */
export interface AddressForm {
  /** Required where it is given. */
  readonly postalCode?: RegExp;
  /** True where mail is not delivered without the state or province. */
  readonly needsRegion?: true;
}

const FOUR_DIGITS = /^\d{4}$/;
const FIVE_DIGITS = /^\d{5}$/;
const SIX_DIGITS = /^\d{6}$/;

const FORMS: Readonly<Record<string, AddressForm>> = {
  AT: { postalCode: FOUR_DIGITS },
  AU: { postalCode: FOUR_DIGITS, needsRegion: true },
  BE: { postalCode: FOUR_DIGITS },
  BG: { postalCode: FOUR_DIGITS },
  BR: { postalCode: /^\d{5}-?\d{3}$/, needsRegion: true },
  BY: { postalCode: SIX_DIGITS },
  CA: { postalCode: /^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/, needsRegion: true },
  CH: { postalCode: FOUR_DIGITS },
  CN: { postalCode: SIX_DIGITS, needsRegion: true },
  CZ: { postalCode: /^\d{3} ?\d{2}$/ },
  DE: { postalCode: FIVE_DIGITS },
  DK: { postalCode: FOUR_DIGITS },
  EE: { postalCode: FIVE_DIGITS },
  ES: { postalCode: FIVE_DIGITS },
  FI: { postalCode: FIVE_DIGITS },
  FR: { postalCode: FIVE_DIGITS },
  GB: { postalCode: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/ },
  GR: { postalCode: /^\d{3} ?\d{2}$/ },
  HU: { postalCode: FOUR_DIGITS },
  IN: { postalCode: SIX_DIGITS, needsRegion: true },
  IT: { postalCode: FIVE_DIGITS },
  JP: { postalCode: /^\d{3}-?\d{4}$/, needsRegion: true },
  KW: { postalCode: FIVE_DIGITS },
  KZ: { postalCode: SIX_DIGITS },
  LT: { postalCode: /^(?:LT-)?\d{5}$/ },
  LV: { postalCode: /^(?:LV-)?\d{4}$/ },
  MX: { postalCode: FIVE_DIGITS, needsRegion: true },
  NL: { postalCode: /^[1-9]\d{3} ?[A-Z]{2}$/ },
  NO: { postalCode: FOUR_DIGITS },
  PL: { postalCode: /^\d{2}-\d{3}$/ },
  PT: { postalCode: /^\d{4}-\d{3}$/ },
  RO: { postalCode: SIX_DIGITS },
  RU: { postalCode: SIX_DIGITS },
  SE: { postalCode: /^\d{3} ?\d{2}$/ },
  SK: { postalCode: /^\d{3} ?\d{2}$/ },
  TR: { postalCode: FIVE_DIGITS },
  UA: { postalCode: FIVE_DIGITS },
  US: { postalCode: /^\d{5}(?:-\d{4})?$/, needsRegion: true },
};

export function addressFormOf(country: string): AddressForm {
  return FORMS[country] ?? {};
}
