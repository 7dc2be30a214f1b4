import type { BusinessIssue } from '../issues.ts';
import { businessDetail, PaypalRefusal, type ErrorDetail } from '../paypal.errors.ts';
import { pointerTo } from '../request-syntax.ts';
import { decimalsOf, toMinor, type Money } from './money.ts';
import type { OrderRequest, UnitRequest } from './order-request.ts';
import { breakdownParts } from './order.ts';

const largestCents = 99_999_999_999_999_999n;
const largestWhole = 999_999_999_999_999n;

/**
 * Checks what a well-formed order must also obey: currencies, decimals, signs and sums.
 * Throws one 422 with every issue; sums are looked at only once the amounts themselves are right.
 */
export function checkOrderRules(request: OrderRequest): void {
  for (const check of [referenceIssues, amountIssues, sumIssues]) {
    const details = check(request);
    if (details.length > 0) throw new PaypalRefusal('UNPROCESSABLE_ENTITY', details);
  }
}

/** What is wrong with one amount, if anything. */
export function moneyIssue(money: Money, sign: 'positive' | 'not negative'): BusinessIssue | undefined {
  const decimals = decimalsOf(money.currency_code);
  if (decimals === undefined) return 'INVALID_CURRENCY_CODE';
  const given = money.value.split('.')[1]?.length ?? 0;
  if (given > decimals) return decimals === 0 ? 'DECIMALS_NOT_SUPPORTED' : 'DECIMAL_PRECISION';
  const minor = toMinor(money);
  if (minor > (decimals === 0 ? largestWhole : largestCents)) return 'MAX_VALUE_EXCEEDED';
  if (sign === 'positive' && minor <= 0n) return 'CANNOT_BE_ZERO_OR_NEGATIVE';
  return minor < 0n ? 'CANNOT_BE_NEGATIVE' : undefined;
}

function referenceIssues(request: OrderRequest): ErrorDetail[] {
  const units = request.purchase_units;
  if (units.length === 1) return [];
  if (request.intent === 'AUTHORIZE') return [businessDetail('UNSUPPORTED_INTENT', { field: '/intent' })];
  const references = units.map((unit) => unit.reference_id);
  return references.flatMap((reference, index) => {
    const place = { field: `/purchase_units/${index}/reference_id`, location: 'body' } as const;
    if (reference === undefined) return businessDetail('REFERENCE_ID_REQUIRED', place);
    if (references.indexOf(reference) === index) return [];
    return businessDetail('DUPLICATE_REFERENCE_ID', { ...place, value: reference });
  });
}

function amountIssues(request: OrderRequest): ErrorDetail[] {
  const currency = request.purchase_units[0]?.amount.currency_code;
  return request.purchase_units.flatMap((unit, index) =>
    amountsOf(unit).flatMap(({ path, money, sign }) => {
      const place = (member: keyof Money) => ({
        field: pointerTo(['purchase_units', index, ...path, member], request),
        value: money[member],
        location: 'body' as const,
      });
      const issue = moneyIssue(money, sign);
      if (issue === 'INVALID_CURRENCY_CODE') return businessDetail(issue, place('currency_code'));
      if (issue) return businessDetail(issue, place('value'));
      if (money.currency_code === currency) return [];
      return businessDetail('MULTI_CURRENCY_ORDER', place('currency_code'));
    }),
  );
}

interface NamedAmount {
  readonly path: readonly PropertyKey[];
  readonly money: Money;
  readonly sign: 'positive' | 'not negative';
}

function amountsOf(unit: UnitRequest): NamedAmount[] {
  const parts = breakdownParts.flatMap((part): NamedAmount | [] => {
    const money = unit.amount.breakdown?.[part];
    return money ? { path: ['amount', 'breakdown', part], money, sign: 'not negative' } : [];
  });
  const items = (unit.items ?? []).flatMap(({ unit_amount, tax }, index): NamedAmount[] => [
    { path: ['items', index, 'unit_amount'], money: unit_amount, sign: 'not negative' },
    ...(tax ? [{ path: ['items', index, 'tax'], money: tax, sign: 'not negative' } as const] : []),
  ]);
  return [{ path: ['amount'], money: unit.amount, sign: 'positive' }, ...parts, ...items];
}

function sumIssues(request: OrderRequest): ErrorDetail[] {
  return request.purchase_units.flatMap((unit, index) => {
    const at = (issue: BusinessIssue, path: readonly PropertyKey[], value?: string) =>
      businessDetail(issue, {
        field: pointerTo(['purchase_units', index, 'amount', ...path], request),
        location: 'body',
        ...(value === undefined ? {} : { value }),
      });
    return [...itemSumIssues(unit, at), ...totalIssues(unit, at)];
  });
}

type IssueAt = (issue: BusinessIssue, path: readonly PropertyKey[], value?: string) => ErrorDetail;

function itemSumIssues({ amount, items = [] }: UnitRequest, at: IssueAt): ErrorDetail[] {
  const { item_total: itemTotal, tax_total: taxTotal } = amount.breakdown ?? {};
  const sumOf = (minor: (item: (typeof items)[number]) => bigint) =>
    items.reduce((sum, item) => sum + minor(item) * BigInt(item.quantity), 0n);
  const issues: ErrorDetail[] = [];
  if (items.length > 0 && !itemTotal) issues.push(at('ITEM_TOTAL_REQUIRED', ['breakdown', 'item_total']));
  if (items.length > 0 && itemTotal && sumOf((item) => toMinor(item.unit_amount)) !== toMinor(itemTotal)) {
    issues.push(at('ITEM_TOTAL_MISMATCH', ['breakdown', 'item_total', 'value'], itemTotal.value));
  }
  if (!items.some((item) => item.tax)) return issues;
  if (!taxTotal) return [...issues, at('TAX_TOTAL_REQUIRED', ['breakdown', 'tax_total'])];
  const isTaxRight = sumOf((item) => (item.tax ? toMinor(item.tax) : 0n)) === toMinor(taxTotal);
  return isTaxRight
    ? issues
    : [...issues, at('TAX_TOTAL_MISMATCH', ['breakdown', 'tax_total', 'value'], taxTotal.value)];
}

function totalIssues({ amount }: UnitRequest, at: IssueAt): ErrorDetail[] {
  const { breakdown } = amount;
  if (!breakdown) return [];
  const sum = breakdownParts.reduce((total, part) => {
    const money = breakdown[part];
    const minor = money ? toMinor(money) : 0n;
    return part.endsWith('discount') ? total - minor : total + minor;
  }, 0n);
  return sum === toMinor(amount) ? [] : [at('AMOUNT_MISMATCH', ['value'], amount.value)];
}
