import { escaped, layout, type Page } from '../../buyer-page/layout.ts';
import { failures } from '../payments/confirm-payment.ts';
import type { Payment } from '../payments/payment.ts';

/** Where the page lives, and where its form goes. */
export const confirmationPath = '/api-pages/v2/payment-confirm/epl';

const messages = {
  unknown: [404, 'There is no such payment', 'The link is wrong or belongs to another sandbox. Go back to the shop.'],
  waiting_for_capture: [200, 'You have paid', 'The shop completes the payment now. You can go back to the shop.'],
  succeeded: [409, 'This payment is already complete', 'You have been charged once and need not do anything more.'],
  canceled: [410, 'This payment is over', 'Nothing was charged. Go back to the shop and pay again.'],
  'unknown-choice': [400, 'That is not a choice', 'Go back and choose one of the buttons.'],
} as const;

/** A page that only says something, with a link to the shop where there is one. */
export function messagePage(message: keyof typeof messages, shopUrl?: string): Page {
  const [status, title, text] = messages[message];
  const link = shopUrl ? `<a id="back" class="button primary" href="${escaped(shopUrl)}">Back to the shop</a>` : '';
  return { status, html: layout(title, `<h1>${title}</h1><p id="message">${text}</p>${link}`) };
}

/** What the buyer is about to pay, and the three things that can happen. */
export function confirmationPage({ id, amount, description }: Payment): Page {
  const reasons = Object.keys(failures).map((reason) => `<option value="${reason}">${reason}</option>`);
  const main = `
    <p class="merchant">You are paying</p>
    <h1 id="merchant">${escaped(description ?? 'Your order')}</h1>
    <p class="total"><strong id="total">${escaped(amount.value)} ${escaped(amount.currency)}</strong></p>
    <form method="post" action="${confirmationPath}">
      <input type="hidden" name="orderId" value="${escaped(id)}">
      <button id="pay" class="primary" name="decision" value="pay">Pay now</button>
      <label for="reason">If it fails, because of</label>
      <select id="reason" name="reason">${reasons.join('')}</select>
      <button id="decline" name="decision" value="decline" aria-describedby="decline-hint">Fail</button>
      <p id="decline-hint" class="hint">Fail ends the payment for the reason above; another try is another payment.</p>
      <button id="cancel" class="quiet" name="decision" value="cancel">Leave and return</button>
    </form>
    <p class="hint">Payment <code>${escaped(id)}</code></p>`;
  return { status: 200, html: layout('Pay by YooKassa', main) };
}
