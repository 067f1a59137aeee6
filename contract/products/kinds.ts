/** The closed lists of the catalogue, without schemas: browsers load them. */
export const productStatuses = ['draft', 'on_sale', 'off_sale', 'archived'] as const
export type ProductStatus = (typeof productStatuses)[number]
export const priceKinds = ['list', 'special', 'member', 'physical_shop', 'cost'] as const
export type PriceKind = (typeof priceKinds)[number]
/** What another product is to this one: a part of it, an accessory, a spare part, goes with it, comes as a gift. */
export const relationKinds = ['part', 'accessory', 'spare', 'goes_with', 'gift'] as const
export type RelationKind = (typeof relationKinds)[number]
export const packingFlags = [
  'fragile',
  'liquid',
  'this_way_up',
  'keep_dry',
  'keep_cool',
  'heavy',
  'sharp',
  'battery',
  'no_stacking',
] as const
export type PackingFlag = (typeof packingFlags)[number]
export const barcodeKinds = ['ean13', 'ean8', 'upca', 'itf14', 'other'] as const
export type BarcodeKind = (typeof barcodeKinds)[number]
/** What a product lacks, in the order in which it is worth filling. */
export const productGaps = ['facts', 'packaging', 'price', 'barcode'] as const
export type ProductGap = (typeof productGaps)[number]
