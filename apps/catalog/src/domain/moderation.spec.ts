import { DecisionNotAllowed } from './catalog.errors.ts';
import { allowedIn, decide, PRODUCT_DECISIONS, PRODUCT_STATUSES } from './moderation.ts';
import type { Product } from './product.ts';

const aProduct = (status: Product['status']): Product => ({
  id: 'lamp',
  slug: 'lamp',
  categoryId: 'lamps',
  name: { en: 'Lamp', ru: 'Лампа' },
  description: { en: 'Shines.', ru: 'Светит.' },
  brand: 'Plain',
  typeId: null,
  taxCategory: 'STANDARD',
  attributes: [],
  status,
  version: 3,
  createdAt: new Date(0),
  variants: [],
});

/** Where each decision leads from each status; what is not here is refused. */
const LEADS_TO: Record<string, string> = {
  'DRAFT PROPOSE': 'PROPOSED',
  'DRAFT ARCHIVE': 'ARCHIVED',
  'PROPOSED WITHDRAW': 'DRAFT',
  'PROPOSED PUBLISH': 'PUBLISHED',
  'PROPOSED REJECT': 'DRAFT',
  'PROPOSED ARCHIVE': 'ARCHIVED',
  'PUBLISHED UNPUBLISH': 'DRAFT',
  'PUBLISHED ARCHIVE': 'ARCHIVED',
  'ARCHIVED RESTORE': 'DRAFT',
};
const MATRIX = PRODUCT_STATUSES.flatMap((status) =>
  PRODUCT_DECISIONS.map((decision) => ({ status, decision, to: LEADS_TO[`${status} ${decision}`] })),
);

describe('the moderation of a product', () => {
  it.each(MATRIX.filter(({ to }) => to))('leads from $status by $decision to $to', ({ status, decision, to }) => {
    expect(decide(aProduct(status), decision)).toEqual({ ...aProduct(status), status: to, version: 4 });
  });

  it.each(MATRIX.filter(({ to }) => !to))('refuses to $decision what is $status', ({ status, decision }) => {
    expect(() => decide(aProduct(status), decision)).toThrow(DecisionNotAllowed);
  });

  it.each(PRODUCT_STATUSES)('says what is allowed for %s', (status) => {
    const allowed = MATRIX.filter((each) => each.status === status && each.to).map(({ decision }) => decision);
    expect(allowedIn(status)).toEqual(allowed);
    expect(allowed).not.toEqual([]);
  });
});
