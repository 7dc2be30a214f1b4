/**
 * The services that keep something of people besides their accounts. Each answers accounts at `POST /internal/personal-data/exports` and `…/erasures`.
 */
export const KEEPERS_OF_PERSONAL_DATA = ['orders', 'shipping', 'payments', 'reviews', 'notifications', 'cart'] as const;
export type KeeperOfPersonalData = (typeof KEEPERS_OF_PERSONAL_DATA)[number];
