/** What a person may write in an order's history: everything but what PostgreSQL cannot hold, NUL and half characters. */
export const NOTE = /^(?:[^\p{Cc}\p{Cs}]|\s)*$/u;
