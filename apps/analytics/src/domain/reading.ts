/** Who reads reports of the whole shop. */
export const READS_REPORTS = 'analytics:read:any';
/** Who has projections folded anew. */
export const REBUILDS = 'analytics:write:any';
/** Who reads what they have done themselves. */
export const READS_OWN = 'analytics:read:own';
