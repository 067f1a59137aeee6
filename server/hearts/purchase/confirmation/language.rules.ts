/** In which language a buyer is addressed: the one of the address and the name they gave; of neither nothing is known: the shop's. */
export const languageOf = (
  order: {
    recipient_address: string | null
    recipient_name: string | null
    buyer_note: string | null
    title: string
  },
  shop: 'zh' | 'en',
): 'zh' | 'en' => {
  const said = [order.recipient_address, order.recipient_name, order.buyer_note].filter(Boolean).join(' ')
  if (said.trim() === '') return shop
  return /\p{Script=Han}/u.test(said) ? 'zh' : 'en'
}
