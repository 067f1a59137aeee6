import type { PersonTable } from './person-table.ts'

/** What was noted, offered and confirmed around a sale. */
export const salesTables: readonly PersonTable[] = [
  {
    table: 'purchase.needs',
    title: { zh: '需要', en: 'Needs noted' },
    where: 'conversation_id = any ($3)',
    order: 'noted_at, inquiry_id',
  },
  {
    table: 'purchase.doubts',
    title: { zh: '疑虑', en: 'Doubts' },
    where: 'conversation_id = any ($3)',
    order: 'opened_at, id',
  },
  {
    table: 'purchase.tastes',
    title: { zh: '喜好', en: 'Preferred experience' },
    where: 'customer_id = any ($2)',
    order: 'set_at',
  },
  {
    table: 'purchase.unsuitable',
    title: { zh: '不适合的商品', en: 'Products that do not suit' },
    where: 'customer_id = any ($2) or conversation_id = any ($3)',
    order: 'at, id',
  },
  {
    table: 'purchase.prospects',
    title: { zh: '意向跟进', en: 'Intending to buy' },
    where: 'customer_id = any ($2) or conversation_id = any ($3)',
    order: 'opened_at, id',
  },
  {
    table: 'purchase.follow_ups',
    title: { zh: '跟进记录', en: 'Follow-ups' },
    where:
      'prospect_id in (select id from purchase.prospects where customer_id = any ($2) or conversation_id = any ($3))',
    order: 'at, id',
  },
  {
    table: 'purchase.trials',
    title: { zh: '试用', en: 'Samples' },
    where: 'customer_id = any ($2) or conversation_id = any ($3)',
    order: 'given_at, id',
  },
  {
    table: 'offers.coupons',
    title: { zh: '优惠券', en: 'Coupons' },
    where: 'customer_id = any ($2)',
    order: 'created_at, id',
    without: { code_key: 'made of the code, for search' },
  },
  {
    table: 'offers.freight_allowances',
    title: { zh: '运费优惠', en: 'Freight taken off' },
    where: 'customer_id = any ($2) or conversation_id = any ($3) or order_id = any ($5)',
    order: 'at, id',
  },
  {
    table: 'offers.bargains',
    title: { zh: '讲价', en: 'Bargaining' },
    where: 'customer_id = any ($2) or conversation_id = any ($3)',
    order: 'opened_at, id',
  },
  {
    table: 'offers.missed',
    title: { zh: '错过的优惠', en: 'Offers missed' },
    where: 'customer_id = any ($2) or order_id = any ($5)',
    order: 'found_at, offer_id',
  },
  {
    table: 'confirmations.confirmations',
    title: { zh: '订单确认', en: 'Orders confirmed' },
    where: 'order_id = any ($5)',
    order: 'cut_off_at, id',
  },
  {
    table: 'confirmations.steps',
    title: { zh: '订单确认经过', en: 'How orders were confirmed' },
    where: 'order_id = any ($5)',
    order: 'at, id',
  },
  {
    table: 'touches.touches',
    title: { zh: '主动联系过', en: 'When we got in touch' },
    where: 'customer_id = any ($2)',
    order: 'taken_at, id',
    without: { key: 'what a retry finds its own row by' },
  },
  {
    table: 'touches.no_more',
    title: { zh: '不再打扰', en: 'No more' },
    where: 'customer_id = any ($2)',
    order: 'at, id',
  },
  {
    table: 'care.next_items',
    title: { zh: '下一件', en: 'Next items' },
    where: 'customer_id = any ($2)',
    order: 'proposed_at, id',
  },
]
