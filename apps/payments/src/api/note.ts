/** What people write: Unicode without control characters, some of it visible. */
export const NOTE = /^(?=[^]*\S)(?:[^\p{Cc}\p{Cs}]|\s)*$/u;
export const LONGEST_NOTE = 500;
