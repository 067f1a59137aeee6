/**
 * Texts are compared in one form: narrow letters and digits, small letters, simplified characters, single blanks, no
 * blanks beside Chinese characters, nothing invisible, and no ornament or picture between two Chinese characters, so that
 * 「你 去 找售*後」 reads like 「你去找售后」.
 */
export interface Folded {
  text: string
  /** For each unit of `text`, and one past its end: where it stands in the original. */
  at: readonly number[]
}

// Pairs, traditional then simplified: the characters that words of guards are written with.
const pairs =
  '負负責责後后貨货聯联係系問问題题單单員员們们這这個个給给幫帮處处門门關关與与無无辦办廠厂倉仓庫库遞递運运費费價价錢钱塊块優优減减讓让賣卖買买證证絕绝對对會会壞坏損损維维換换賠赔償偿贈赠禮礼極极頂顶級级' +
  '強强國国際际業业領领質质療疗藥药殺杀細细華华東东兩两種种來来時时間间說说聽听講讲認认識识難难煩烦嗎吗麼么沒没還还過过實实體体專专櫃柜場场線线鐵铁鋼钢銅铜銀银純纯絲丝膠胶電电壓压爾尔歐欧樣样當当隨随從从' +
  '發发開开熱热達达規规範范圍围務务據据顧顾齊齐點点萬万億亿僅仅應应該该須须邊边裡里屬属於于並并著着類类諮咨詢询薦荐歸归職职幹干親亲請请議议饋馈臺台寶宝貓猫別别長长經经財财術术驛驿鳥鸟決决撥拨話话馬马現现' +
  '為为將将動动轍辙氣气統统錯错協协擔担愛爱曉晓雖虽盡尽調调頭头內内轉转滿满紅红積积湊凑補补郵邮碼码預预額额試试兒儿詳详頁页剛刚訴诉寫写復复幾几釋释標标書书貴贵見见鬧闹戶户覺觉評评舉举報报選选勞劳語语準准' +
  '適适軍军狀状記记條条號号計计約约賬账裝装養养終终輩辈雙双審审樓楼聞闻劃划進进檔档結结暢畅銷销歡欢權权環环譜谱遲迟溫温況况網网亞亚獨独創创導导巔巅馳驰檢检張张層层區区稱称遠远變变鏽锈斷断縮缩傷伤皺皱傳传' +
  '搶抢瘋疯賺赚誰谁誇夸購购敵敌醫医腫肿溼湿腎肾壯壮陽阳豐丰顏颜護护緩缓頸颈節节風风蟎螨墊垫謝谢駕驾擾扰臨临興兴樂乐順顺繫系儘尽週周癒愈髮发裏里説说峯峰濕湿爲为喫吃覈核纔才絡络覆复溝沟嚮向'
const simplified = new Map<string, string>()
for (let i = 0; i + 1 < pairs.length; i += 2) {
  const [from, to] = [pairs[i], pairs[i + 1]]
  if (from && to && from !== to) simplified.set(from, to)
}

// Letters of other scripts that look like ours: what is written then, and what is read.
const alike = new Map(
  [...'аaеeоoрpсcхxуyіiјjѕsԁdһhοoαaνvιiρpτtκk'].flatMap((letter, i, all) =>
    i % 2 ? [] : [[letter, all[i + 1] ?? letter] as const],
  ),
)

const invisible = /\p{Default_Ignorable_Code_Point}/u
/** Left out between two Chinese characters: dots, dashes, stars, pictures and what is invisible, with blanks among them. */
const ornaments =
  /(?:[·•・‧∙*_~～^=+`´-]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{Default_Ignorable_Code_Point}|[^\S\n])+/uy
const isIdeograph = (unit: string | undefined): boolean => unit !== undefined && /[\u3400-\u9fff]/.test(unit)
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
  // Radicals and doubles of characters, which look like them.
  if ((code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff)) {
    const usual = unit.normalize('NFKC')
    return simplified.get(usual) ?? (usual.length === 1 ? usual : unit)
  }
  // Letters with marks: tones of pinyin, accents.
  if ((code >= 0xc0 && code <= 0x24f) || (code >= 0x1e00 && code <= 0x1eff))
    return unit.normalize('NFD').charAt(0).toLowerCase()
  if (code < 0x3000) {
    const lower = unit.toLowerCase()
    return alike.get(lower) ?? (lower.length === 1 ? lower : unit)
  }
  return simplified.get(unit) ?? unit
}

export function fold(original: string): Folded {
  let text = ''
  const at: number[] = []
  /** Until here stand ornaments that no character follows. */
  let ornamentsTo = 0
  for (let i = 0; i < original.length; i++) {
    const unit = original[i] ?? ''
    const code = unit.charCodeAt(0)
    const isOther = code < 0x3400 || code > 0x9fff
    if (isOther && i >= ornamentsTo && isIdeograph(text.at(-1))) {
      ornaments.lastIndex = i
      const end = i + (ornaments.exec(original)?.[0].length ?? 0)
      if (end > i && isIdeograph(original[end])) {
        i = end - 1
        continue
      }
      ornamentsTo = end
    }
    if (code > 127 && isOther) {
      // A mark that is written after its letter.
      if (code >= 0x300 && code <= 0x36f) continue
      const point = String.fromCodePoint(original.codePointAt(i) ?? 0)
      if (invisible.test(point)) {
        i += point.length - 1
        continue
      }
    }
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
