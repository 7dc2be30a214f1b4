/** The category id under which products of the whole shop are listed. */
export const WHOLE_SHOP = '00000000-0000-0000-0000-000000000000';
