import { services } from '@tovar/all-in-one';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { ShopProcess } from './support/shop-process.ts';

describe("the provider's page in a real browser", () => {
  let shop: ShopProcess;
  let browser: Browser;
  let page: Page;
  let guest: Buyer;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([(await ShopProcess.onNewFolder()).start(), openBrowser()]);
    guest = new Buyer(shop.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shop.remove();
  });
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  it('leads a buyer who pays back to the shop, and the order is PAID', async () => {
    const placed = await guest.order(await plentifulVariant(guest.shop, 0));
    await page.goto(await guest.paymentUrl(placed));
    expect(await page.textContent('#total')).toContain('EUR');
    await page.click('#pay');
    await page.waitForURL((url) => url.href.startsWith(shop.url));
    expect(await page.textContent('h1')).toBeTruthy();
    await guest.seesStatus(placed, 'PAID');
  });

  it('leads a buyer who cancels back to the shop, and nothing is charged', async () => {
    const placed = await guest.order(await plentifulVariant(guest.shop, 1));
    await page.goto(await guest.paymentUrl(placed));
    await page.click('#cancel');
    await page.waitForURL((url) => url.href.startsWith(shop.url));
    expect((await guest.read(placed.order, placed.guestToken)).paymentStatus).not.toBe('PAID');
  });

  it('says that a payment is complete when its page is opened again', async () => {
    const placed = await guest.order(await plentifulVariant(guest.shop, 2));
    const address = await guest.paymentUrl(placed);
    await guest.pay(placed);
    await guest.seesStatus(placed, 'PAID');
    await page.goto(address);
    expect(await page.textContent('h1')).toContain('already complete');
  });

  it('shows the status page with every service ready', async () => {
    await page.goto(`${shop.url}/status`);
    const asked = Object.keys(services).filter((name) => name !== 'gateway');
    expect(await page.locator('.ok').count()).toBe(asked.length);
    expect(await page.locator('.down').count()).toBe(0);
  });

  it('shows GraphiQL and the REST reference without any request to elsewhere', async () => {
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(shop.url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
    });
    await page.goto(`${shop.url}/graphql`);
    await page.waitForSelector('.graphiql-container');
    await page.goto(`${shop.url}/api/docs`);
    await page.waitForSelector('.opblock');
    expect(elsewhere).toEqual([]);
  });
});
