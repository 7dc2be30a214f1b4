import type { CdekApi } from './cdek-api.ts';
import { acceptedAnswer, formAnswer, type OrderAnswer } from './cdek-answers.ts';

/**
 * The barcode of a parcel as a PDF. CDEK makes a form when it is asked to (POST /print/barcodes), tells when it is READY, and
 * keeps it for an hour; which forms an order has stands with the order.
 */
export class CdekLabels {
  constructor(private readonly api: CdekApi) {}

  /** Undefined as long as it is being made. Throws `CarrierSilent` and `CdekRefused`. */
  async of({ entity, related_entities: related }: OrderAnswer): Promise<Uint8Array | undefined> {
    const forms = (related ?? []).flatMap(({ type, uuid }) => (type === 'barcode' && uuid !== undefined ? [uuid] : []));
    const last = forms.at(-1);
    const state = last === undefined ? 'NONE' : await this.stateOf(last);
    if (last !== undefined && state === 'READY')
      // The address that CDEK names is this one; the token goes nowhere else.
      return this.api.download('print the label', `/print/barcodes/${encodeURIComponent(last)}.pdf`);
    if (state !== 'MAKING') await this.make(entity.uuid);
    return undefined;
  }

  private async stateOf(form: string): Promise<'READY' | 'MAKING' | 'GONE'> {
    const { entity } = await this.api.call({
      operation: 'ask for the label',
      method: 'GET',
      path: `/print/barcodes/${encodeURIComponent(form)}`,
      answer: formAnswer,
      isSafeToRepeat: true,
    });
    const codes = entity.statuses.map(({ code }) => code);
    if (codes.includes('REMOVED') || codes.includes('INVALID')) return 'GONE';
    return codes.includes('READY') ? 'READY' : 'MAKING';
  }

  private async make(orderUuid: string): Promise<void> {
    await this.api.call({
      operation: 'have the label made',
      method: 'POST',
      path: '/print/barcodes',
      body: { orders: [{ order_uuid: orderUuid }], copy_count: 1, format: 'A6' },
      answer: acceptedAnswer,
      isSafeToRepeat: false,
    });
  }
}
