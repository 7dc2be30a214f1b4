/** Whose HTTP APIs the sandbox speaks. */
export const providerNames = ['paypal', 'yookassa'] as const;
export type ProviderName = (typeof providerNames)[number];
