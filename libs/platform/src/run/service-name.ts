/** Nest's token for the name under which the service runs. */
export const ServiceName = Symbol('ServiceName');
