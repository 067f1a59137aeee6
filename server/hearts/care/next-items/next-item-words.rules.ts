/**
 * 下一件怎么说 [REC-08]: what they bought, what could go with it and why, that nothing has to be answered, and how to hear no more of
 * it. What is said of other buyers is what the orders bear: a share is named from one in ten of twenty people on.
 */
import type { NextItemReason } from '#contract/care/kinds.ts'
import { formatMoney, type Money } from '#contract/money.ts'

export interface SaidNextItem {
  hail: string
  boughtName: string
  name: string
  price: Money | null
  reason: NextItemReason
  people: number | null
  of: number | null
  note: string | null
}

export const nextItemText = (language: 'zh' | 'en', said: SaidNextItem): string => {
  const zh = language === 'zh'
  const money = said.price && formatMoney(said.price, zh ? 'zh-CN' : 'en-GB').replace(/[.]00$/, '')
  if (zh) {
    const item = `「${said.name}」${money ? `（${money}）` : ''}`
    const offer =
      said.reason === 'again'
        ? `如果快用完了，${item}这边随时可以再给您安排。`
        : said.reason === 'accessory'
          ? `有一样可以和它配着用：${item}${said.note ? `，${said.note}` : ''}。`
          : `${why(said, language)}，您要是用得上，可以看看${item}。`
    return `${said.hail}，您上次买的「${said.boughtName}」用着还顺手吗？${offer}不需要的话不用回；以后不想收到这样的消息，回「不用再发」就好。`
  }
  const item = `${said.name}${money ? ` (${money})` : ''}`
  const offer =
    said.reason === 'again'
      ? `If it is nearly used up, ${item} is here whenever you like.`
      : said.reason === 'accessory'
        ? `There is something to go with it: ${item}${said.note ? `, ${said.note}` : ''}.`
        : `${why(said, language)}; if it is of use to you, have a look at ${item}.`
  return `${said.hail}, how is the ${said.boughtName} you bought? ${offer} No need to answer; to hear no more of this, reply “no more messages”.`
}

/** Of fewer people a tenth is nobody: “seven in ten” of four would be made up. */
const fewest = 20

const why = ({ reason, people, of }: SaidNextItem, language: 'zh' | 'en'): string => {
  const zh = language === 'zh'
  // Rounded down, and never everybody: no buyer is.
  const inTen =
    people !== null && of !== null && of >= fewest ? Math.min(9, Math.floor((people / of) * 10)) : 0
  if (reason === 'followed' && inTen >= 1)
    return zh
      ? `买过它的顾客，十位里有 ${inTen} 位后来又配了一样`
      : `${inTen} in 10 of those who bought it later added one thing`
  return zh ? '有顾客会给它再配一样' : 'Some who bought it added one thing'
}

/** In which language a buyer is written to: that of their address; where nothing is known, the shop's. */
export const languageOf = (address: string | null, shop: 'zh' | 'en'): 'zh' | 'en' =>
  address === null || address.trim() === '' ? shop : /\p{Script=Han}/u.test(address) ? 'zh' : 'en'
