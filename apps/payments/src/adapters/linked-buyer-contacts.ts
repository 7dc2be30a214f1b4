import { Injectable } from '@nestjs/common';
import { buyerContactAnswer } from '@tovar/contracts';
import { askService, ServiceLink } from '@tovar/platform';
import { type BuyerContact, BuyerContacts } from '../domain/buyer-contacts.ts';

@Injectable()
export class LinkedBuyerContacts extends BuyerContacts {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async of(orderId: string): Promise<BuyerContact | undefined> {
    const answer = await askService(this.link, 'orders', '/internal/buyer-contacts', { orderId });
    return buyerContactAnswer.parse(answer).contact ?? undefined;
  }
}
