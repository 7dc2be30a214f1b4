import { money } from '@tovar/contracts';
import {
  Carrier,
  type CarrierHint,
  type CarrierNotification,
  type CarrierView,
  type PackedParcel,
  type PickupPlace,
  type PickupPoint,
  type PricedMethod,
  type QuotedParcel,
  type ReachingMethod,
} from '../../domain/carrier.ts';
import { CarrierSilent } from '../../domain/parcel.errors.ts';
import { type CdekApi, CdekRefused } from './cdek-api.ts';
import { acceptedAnswer, type OrderAnswer, orderAnswer } from './cdek-answers.ts';
import { carrierView, isInvalid } from './carrier-view.ts';
import type { CdekLabels } from './cdek-labels.ts';
import type { CdekPoints } from './cdek-points.ts';
import type { CdekPrices } from './cdek-prices.ts';
import { troublesIn } from './judgement.ts';
import { obstacleTo, orderRequest } from './order-request.ts';
import type { CdekTerms, Tariff } from '../../cdek-terms.ts';
import { hintIn } from './webhook-hint.ts';

/** What CDEK says of an order that is not there; it does so with 400. */
const NOT_THERE = ['v2_entity_not_found_im_number', 'v2_entity_not_found', 'v2_order_not_found'];
/** The shop's number is in its books already. */
const NUMBER_TAKEN = 'error_validate_im_dep_number_has_already_had_integration';

/** CDEK, by its API v2 (https://api-docs.cdek.ru): in roubles, within the countries that its tariffs go to. */
export class CdekCarrier extends Carrier {
  readonly code: string = 'cdek';
  readonly isWatched = true;

  constructor(
    private readonly api: CdekApi,
    private readonly prices: CdekPrices,
    private readonly points: CdekPoints,
    private readonly labels: CdekLabels,
    private readonly terms: CdekTerms,
    private readonly webhookSecret: string | undefined,
  ) {
    super();
  }

  /** CDEK's own price; nothing from the amount on that the shop's rate in roubles names. */
  async quote(parcel: QuotedParcel, methods: readonly ReachingMethod[]): Promise<readonly PricedMethod[]> {
    if (parcel.subtotal.currency !== 'RUB' || methods.length === 0) return [];
    const prices = await this.prices.for(parcel);
    return methods.flatMap((method) => {
      const tariff = this.terms.tariffs.get(method.code);
      const offer = tariff && prices.get(tariff.code);
      if (!offer) return [];
      const { minor, ...estimate } = offer;
      const freeFrom = method.rate?.freeFrom ?? null;
      const isFree = freeFrom !== null && parcel.subtotal.amount >= freeFrom;
      return [{ method, price: money(isFree ? 0n : minor, 'RUB'), estimate }];
    });
  }

  /**
   * First asks whether the parcel is in the books under its number: an answer that was lost must not book it twice. What
   * CDEK has found invalid is not in its books, and may be asked for again.
   */
  async book(parcel: PackedParcel): Promise<CarrierView> {
    const tariff = this.terms.tariffs.get(parcel.methodCode);
    const obstacle = obstacleTo(parcel, tariff);
    if (obstacle !== undefined || !tariff) return refused(obstacle ?? '');
    const known = await this.find(parcel.number);
    if (known && !isInvalid(known)) return carrierView(known);
    return this.register(parcel, tariff);
  }

  async look(carrierRef: string): Promise<CarrierView> {
    return carrierView(await this.get(carrierRef));
  }

  async callBack(carrierRef: string): Promise<void> {
    try {
      const path = `/orders/${encodeURIComponent(carrierRef)}`;
      const operation = 'forget the parcel';
      const call = { operation, method: 'DELETE', path, answer: acceptedAnswer, isSafeToRepeat: true } as const;
      const troubles = troublesIn(await this.api.call(call));
      if (troubles.length > 0) throw new CdekRefused(operation, troubles);
    } catch (error) {
      if (!(error instanceof CdekRefused)) throw error;
      if (error.has(...NOT_THERE)) return;
      throw new CarrierSilent('cdek', error.operation, error.message, { cause: error });
    }
  }

  async label(carrierRef: string): Promise<Uint8Array | undefined> {
    try {
      return await this.labels.of(await this.get(carrierRef));
    } catch (error) {
      if (!(error instanceof CdekRefused)) throw error;
      throw new CarrierSilent('cdek', error.operation, error.message, { cause: error });
    }
  }

  override pickupPoints(place: PickupPlace): Promise<readonly PickupPoint[]> {
    return this.points.near(place);
  }

  override hint(notification: CarrierNotification): CarrierHint {
    return hintIn(notification, this.webhookSecret);
  }

  private async register(parcel: PackedParcel, tariff: Tariff): Promise<CarrierView> {
    const point = tariff.to === 'point' ? await this.pointFor(parcel) : undefined;
    if (tariff.to === 'point' && point === undefined) return refused('CDEK has no pick-up point there.');
    try {
      const operation = 'register the parcel';
      const body = orderRequest(parcel, tariff, this.terms, point);
      const call = {
        operation,
        method: 'POST',
        path: '/orders',
        body,
        answer: acceptedAnswer,
        isSafeToRepeat: false,
      } as const;
      const answer = await this.api.call(call);
      const troubles = troublesIn(answer);
      if (troubles.length > 0) throw new CdekRefused(operation, troubles);
      const carrierRef = answer.entity?.uuid;
      if (carrierRef === undefined) throw new CarrierSilent('cdek', operation, 'an answer without an id');
      return { carrierRef, booking: 'ACCEPTED', news: [] };
    } catch (error) {
      if (!(error instanceof CdekRefused)) throw error;
      if (!error.has(NUMBER_TAKEN)) return refused(error.message);
      // Another try has registered it meanwhile, or is about to: by its number it will be found.
      const known = await this.find(parcel.number);
      if (known) return carrierView(known);
      throw new CarrierSilent('cdek', error.operation, 'the number is taken, and not to be found yet', {
        cause: error,
      });
    }
  }

  private async get(carrierRef: string): Promise<OrderAnswer> {
    const order = await this.ask(`/orders/${encodeURIComponent(carrierRef)}`);
    if (order?.entity.uuid === carrierRef) return order;
    throw new CarrierSilent('cdek', 'look at the parcel', order ? 'another parcel' : 'it is not there');
  }

  private async find(number: string): Promise<OrderAnswer | undefined> {
    const order = await this.ask(`/orders?im_number=${encodeURIComponent(number)}`);
    if (!order || order.entity.number === number) return order;
    throw new CarrierSilent('cdek', 'look for the parcel', 'another parcel');
  }

  private async ask(path: string): Promise<OrderAnswer | undefined> {
    try {
      const operation = 'look at the parcel';
      return await this.api.call({ operation, method: 'GET', path, answer: orderAnswer, isSafeToRepeat: true });
    } catch (error) {
      if (!(error instanceof CdekRefused)) throw error;
      if (error.has(...NOT_THERE)) return undefined;
      throw new CarrierSilent('cdek', error.operation, error.message, { cause: error });
    }
  }

  /** The one that the address names, or one near it. */
  private async pointFor({ to }: PackedParcel): Promise<string | undefined> {
    return to.pickupPoint ?? this.points.nearest(to);
  }
}

function refused(reason: string): CarrierView {
  return { carrierRef: null, booking: 'REFUSED', reason, news: [] };
}
