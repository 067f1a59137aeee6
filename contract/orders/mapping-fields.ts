/** What a column of a shop's own table can be; without the schemas, so that browsers may load it. */
export const dateOrders = ['ymd', 'mdy', 'dmy'] as const
export const discountKinds = ['amount', 'share', 'percent'] as const

/** Every field that a column can be, by the part of the order it belongs to, and how its value is read. */
export const mappingFields = {
  order: {
    id: 'id',
    name: 'text',
    status: 'text',
    closeReason: 'text',
    payment: 'text',
    placedAt: 'time',
    paidAt: 'time',
    shippedAt: 'time',
    completedAt: 'time',
    cancelledAt: 'time',
    dispatchDueAt: 'time',
    currency: 'text',
    goods: 'money',
    freight: 'money',
    tax: 'money',
    discount: 'money',
    total: 'money',
    paid: 'money',
    refunded: 'money',
    note: 'text',
    sellerNote: 'text',
    tags: 'text',
  },
  line: {
    id: 'text',
    title: 'text',
    sku: 'text',
    variant: 'text',
    quantity: 'text',
    unitPrice: 'money',
    total: 'money',
    discount: 'discount',
  },
  buyer: { account: 'text', email: 'text', phone: 'text', name: 'text' },
  recipient: {
    name: 'text',
    phone: 'text',
    country: 'text',
    province: 'text',
    city: 'text',
    district: 'text',
    line: 'text',
    zip: 'text',
  },
  parcel: { carrier: 'text', trackingNumber: 'text' },
} as const
export type MappingSection = keyof typeof mappingFields
export type FieldKind = 'id' | 'text' | 'time' | 'money' | 'discount'
