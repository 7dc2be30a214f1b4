/** Where a broker is, and whom to believe about it. */
export interface BrokerAddress {
  readonly url: string;
  /** Certificates of authorities, as PEM; default: those that Node believes. */
  readonly ca?: string;
}
