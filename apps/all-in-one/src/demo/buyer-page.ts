import { ShopRefused } from './shop-client.ts';

/** What a buyer does on the provider's page. */
export type BuyerChoice = 'pay' | 'decline' | 'cancel';

/**
 * Opens the provider's page, presses a button and goes where it leads, as a browser would. Returns the address of the
 * page in the shop that the buyer comes back to; does not open it when `returns` is false, as one who closes the browser.
 */
export async function visitBuyerPage(paymentUrl: string, choice: BuyerChoice, returns = true): Promise<string> {
  const page = await (await fetch(paymentUrl)).text();
  const [, action] = /<form method="post" action="([^"]+)"/.exec(page) ?? [];
  const [, name, value] = /<input type="hidden" name="([^"]+)" value="([^"]+)"/.exec(page) ?? [];
  if (!action || !name || !value) {
    throw new ShopRefused('Buyer page', 'NOT_PAYABLE', /<h1>([^<]*)/.exec(page)?.[1] ?? page.slice(0, 100));
  }
  const pressed = await fetch(new URL(action, paymentUrl), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ [name]: value, decision: choice }),
  });
  const back = pressed.headers.get('location');
  if (!back) throw new ShopRefused('Buyer page', String(pressed.status), 'It leads nowhere.');
  if (returns) await fetch(back);
  return back;
}
