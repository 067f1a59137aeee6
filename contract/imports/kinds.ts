/** Tables that come in by upload besides orders, without schemas: browsers load them. */
export const tableKinds = ['products', 'reviews', 'customers'] as const
export type TableKind = (typeof tableKinds)[number]
