import { escaped, layout, type Page } from '../../buyer-page/layout.ts';
import { toMinor, toMoney, type Money } from '../orders/money.ts';
import { breakdownParts, type Order, type PurchaseUnit } from '../orders/order.ts';

const partNames = {
  item_total: 'Items',
  tax_total: 'Tax',
  shipping: 'Shipping',
  handling: 'Handling',
  insurance: 'Insurance',
  shipping_discount: 'Shipping discount',
  discount: 'Discount',
} as const;

const messages = {
  unknown: [
    404,
    'There is no such payment',
    'The link is wrong or belongs to another sandbox. Go back to the shop and pay again.',
  ],
  expired: [
    410,
    'This payment has expired',
    'It was not completed in time and nothing was charged. Go back to the shop and pay again.',
  ],
  paid: [409, 'This payment is already complete', 'You have been charged once and need not do anything more.'],
  approved: [200, 'You have approved this payment', 'The shop completes it now. You can go back to the shop.'],
  cancelled: [200, 'You have cancelled', 'Nothing was charged. You can close this page.'],
  'unknown-choice': [400, 'That is not a choice', 'Go back and choose one of the buttons.'],
} as const;

/** A page that only says something, with a link to the shop where there is one. */
export function messagePage(message: keyof typeof messages, shopUrl?: string): Page {
  const [status, title, text] = messages[message];
  const link = shopUrl ? `<a id="back" class="button primary" href="${escaped(shopUrl)}">Back to the shop</a>` : '';
  return { status, html: layout(title, `<h1>${title}</h1><p id="message">${text}</p>${link}`) };
}

/** What the buyer is about to pay, and the three things that can happen. */
export function checkoutPage(order: Order): Page {
  const merchant = order.experience.brandName ?? 'the shop';
  const total = order.units.reduce((sum, { amount }) => sum + toMinor(amount), 0n);
  const currency = order.units[0]?.amount.currency_code ?? '';
  const main = `
    <p class="merchant">You are paying</p>
    <h1 id="merchant">${escaped(merchant)}</h1>
    <p class="total"><strong id="total">${shown(toMoney(currency, total))}</strong></p>
    ${order.units.map(unitTable).join('')}
    <form method="post" action="/checkoutnow">
      <input type="hidden" name="token" value="${escaped(order.id)}">
      <button id="pay" class="primary" name="decision" value="pay">Pay now</button>
      <button id="decline" name="decision" value="decline" aria-describedby="decline-hint">Decline</button>
      <p id="decline-hint" class="hint">Decline approves the payment with an instrument that the bank then refuses.</p>
      <button id="cancel" class="quiet" name="decision" value="cancel">Cancel and return</button>
    </form>
    <p class="hint">Payment <code>${escaped(order.id)}</code></p>`;
  return { status: 200, html: layout(`Pay ${merchant}`, main) };
}

function unitTable({ amount, items = [], description }: PurchaseUnit): string {
  const itemRows = items.map(({ name, quantity, unit_amount }) => {
    const line = toMoney(unit_amount.currency_code, toMinor(unit_amount) * BigInt(quantity));
    return row(`${escaped(name)} <span class="quantity">× ${escaped(quantity)}</span>`, shown(line));
  });
  const partRows = breakdownParts.flatMap((part) => {
    const money = amount.breakdown?.[part];
    if (!money || toMinor(money) === 0n || (part === 'item_total' && items.length < 2)) return [];
    return row(partNames[part], `${part.endsWith('discount') ? '−' : ''}${shown(money)}`);
  });
  return `<table>
    <caption>${escaped(description ?? 'Your order')}</caption>
    <tbody>${itemRows.join('')}</tbody>
    <tbody class="parts">${partRows.join('')}</tbody>
    <tfoot>${row('Total', shown(amount))}</tfoot>
  </table>`;
}

function row(name: string, amount: string): string {
  return `<tr><th scope="row">${name}</th><td>${amount}</td></tr>`;
}

function shown({ value, currency_code }: Money): string {
  return `${escaped(value)} ${escaped(currency_code)}`;
}
