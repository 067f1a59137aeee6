import { defineWords } from '../../parts/words.tsx'

/** What a problem filed to a team is about. */
export const problemCategories = defineWords({
  zh: {
    quality: '质量',
    missing_or_wrong: '少件、发错',
    parcel: '包裹',
    late_dispatch: '发货晚',
    price_or_fee: '价格、费用',
    promise: '说了没做',
    return_or_refund: '退换、退款',
    repair: '维修',
    service: '服务',
    use: '不会用',
    other: '别的',
  },
  en: {
    quality: 'Quality',
    missing_or_wrong: 'Missing, wrong',
    parcel: 'Parcel',
    late_dispatch: 'Sent late',
    price_or_fee: 'Price, fees',
    promise: 'Said, not done',
    return_or_refund: 'Returns, refunds',
    repair: 'Repair',
    service: 'Service',
    use: 'How to use',
    other: 'Other',
  },
})
