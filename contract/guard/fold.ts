/**
 * Texts are compared in one form: narrow letters and digits, small letters, simplified characters, single blanks, no
 * blanks beside Chinese characters and nothing invisible, so that 「你 去 找售後」 reads like 「你去找售后」.
 */
export interface Folded {
  text: string
  /** For each unit of `text`, and one past its end: where it stands in the original. */
  at: readonly number[]
}

// Pairs, traditional then simplified: the characters that words of guards are written with.
const pairs =
  '負负責责後后貨货聯联係系問问題题單单員员們们這这個个給给幫帮處处門门關关與与無无辦办廠厂家家倉仓庫库遞递運运費费價价錢钱塊块優优惠惠減减讓让賣卖買买證证絕绝對对會会壞坏損损維维換换賠赔償偿贈赠禮礼極极頂顶級级強强國国際际業业領领質质療疗藥药殺杀細细華华東东兩两種种來来時时間间說说聽听講讲認认識识難难煩烦嗎吗麼么沒没還还過过實实體体專专櫃柜場场線线鐵铁鋼钢銅铜銀银純纯棉棉絲丝膠胶璃璃電电壓压爾尔歐欧樣样當当隨随從从發发開开熱热達达規规範范圍围務务責责據据顧顾齊齐點点萬万億亿僅仅應应該该須须'
const simplified = new Map<string, string>()
for (let i = 0; i + 1 < pairs.length; i += 2) {
  const [from, to] = [pairs[i], pairs[i + 1]]
  if (from && to && from !== to) simplified.set(from, to)
}

const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/
const blank = /[\s\u3000\u00a0]/
const isChinese = (unit: string | undefined): boolean =>
  unit !== undefined && /[\u3400-\u9fff\u3001\u3002\uff01-\uff0f\uff1a-\uff1f]/.test(unit)

const foldUnit = (unit: string): string => {
  const code = unit.charCodeAt(0)
  if (code < 128) return code >= 65 && code <= 90 ? unit.toLowerCase() : unit
  if (unit === '’' || unit === '‘') return "'"
  // Chinese punctuation stays what it is: it ends clauses.
  if (code >= 0xff10 && code <= 0xff5a && /[０-９Ａ-Ｚａ-ｚ]/.test(unit))
    return String.fromCharCode(code - 0xfee0).toLowerCase()
  if (code < 0x3000) {
    const lower = unit.toLowerCase()
    return lower.length === 1 ? lower : unit
  }
  return simplified.get(unit) ?? unit
}

export function fold(original: string): Folded {
  let text = ''
  const at: number[] = []
  for (let i = 0; i < original.length; i++) {
    const unit = original[i] ?? ''
    if (invisible.test(unit)) continue
    if (unit !== '\n' && blank.test(unit)) {
      let next = i + 1
      while (next < original.length && original[next] !== '\n' && blank.test(original[next] ?? '')) next += 1
      const isBetween = isChinese(original[next]) || isChinese(text.at(-1))
      if (!isBetween && text !== '' && !text.endsWith(' ')) {
        text += ' '
        at.push(i)
      }
      i = next - 1
      continue
    }
    text += foldUnit(unit)
    at.push(i)
  }
  at.push(original.length)
  return { text, at }
}

/** A range of the folded text in the original. */
export const unfold = ({ at }: Folded, start: number, end: number): { start: number; end: number } => ({
  start: at[start] ?? 0,
  end: end > start ? (at[end - 1] ?? 0) + 1 : (at[start] ?? 0),
})
