import { waitFor } from '@tovar/testing';

/** A mail as the outbox page shows it, and what its link holds. */
export interface ShownMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string;
  readonly token: string;
}

/** The newest mail to the address whose subject has the words, once it is on the outbox page. */
export async function mailTo(shopUrl: string, address: string, words = ''): Promise<ShownMail> {
  const mail = await waitFor(`a mail to ${address}`, async () => {
    const { items } = (await (await fetch(`${shopUrl}/api/v1/outbox`)).json()) as { items: ShownMail[] };
    return items.find(({ to, subject }) => to === address && subject.includes(words));
  });
  const link = /^https?:\S+$/m.exec(mail.text)?.[0] ?? '';
  return { ...mail, link, token: link.split('#token=')[1] ?? '' };
}
