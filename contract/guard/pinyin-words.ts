/** Words that guarded phrases are made of, as they are typed without characters. Syllables may stand apart. */
const written =
  'ni 你|nin 您|qin 亲|wo 我|wo men 我们|qing 请|qu 去|zhao 找|lian xi 联系|lian luo 联络|wen 问|zi xun 咨询|shou hou 售后|shou qian 售前|' +
  'ke fu 客服|kuai di 快递|wu liu 物流|cang ku 仓库|chang jia 厂家|ping tai 平台|yi zhan 驿站|bie ren 别人|dian hua 电话|zhi jie 直接|zi ji 自己|' +
  'bang 帮|ma shang 马上|bu shi 不是|bu 不|guan 管|gui 归|fu ze 负责|zhe ge 这个|wen ti 问题|mei ban fa 没办法|de 的|ba 吧|le 了|yi xia 一下|shi 是|' +
  'pian yi 便宜|kuai 块|yuan 元|gei 给|gai jia 改价|you hui 优惠|zhe 折|da 打|jian 减|mai 卖|jia ge 价格|' +
  'bao zheng 保证|yi ding 一定|ken ding 肯定|jue dui 绝对|ming tian 明天|jin tian 今天|hou tian 后天|dao 到|song 送|song da 送达|neng 能|fa 发|' +
  'tui kuan 退款|quan e 全额|mian fei 免费|zhong shen 终身|zui hao 最好|zui di jia 最低价|zui pian yi 最便宜|di yi 第一|quan wang 全网|ding ji 顶级|guo jia ji 国家级'

interface Word {
  letters: string
  /** Where a blank may stand in it. */
  seams: ReadonlySet<number>
  characters: string
}
const byFirst = new Map<string, Word[]>()
for (const line of written.split('|')) {
  const parts = line.split(' ')
  const characters = parts.pop() ?? ''
  const letters = parts.join('')
  const seams = new Set<number>()
  for (let i = 1, at = 0; i < parts.length; i++) seams.add((at += parts[i - 1]?.length ?? 0))
  const first = letters[0] ?? ''
  byFirst.set(first, [...(byFirst.get(first) ?? []), { letters, seams, characters }])
}
for (const words of byFirst.values()) words.sort((a, b) => b.letters.length - a.letters.length)
/** English says these, too. */
const ambiguous = new Set(['我们', '不是', '打', '送', '帮'])

export interface PinyinWord {
  characters: string
  start: number
  end: number
}
/** Letters and figures read together; longer ones are no sentence. */
const longestRun = 120

/**
 * The words that begin at `at` of a folded text, figures among them as they are; null where it is no pinyin. A lone short word counts
 * beside Chinese characters only, since English has such words as well.
 */
export function readPinyin(text: string, at: number): PinyinWord[] | null {
  const run = /^[a-z0-9]+(?: [a-z0-9]+)*/.exec(text.slice(at, at + longestRun))?.[0] ?? ''
  const tokens = tokensOf(run, at)
  let best: PinyinWord[] | null = null
  const words: PinyinWord[] = []
  for (const token of tokens) {
    const last = words.at(-1)
    const found: PinyinWord[] | null = /^\d+$/.test(token.letters)
      ? [...token.letters].map((figure, i) => ({
          characters: figure,
          start: token.start + i,
          end: token.start + i + 1,
        }))
      : segment(token)
    if (!found) break
    words.push(...found)
    if (last !== undefined || found.length > 0) best = [...words]
  }
  if (!best) return null
  // A figure at the end is nobody's word.
  while (/^\d$/.test(best.at(-1)?.characters ?? '')) best.pop()
  const isSure = best.some(({ characters }) => characters.length > 1 && !ambiguous.has(characters))
  const end = best.at(-1)?.end ?? at
  const isBeside = isCharacter(text[at - 1]) || isCharacter(text[end])
  return best.length > 0 && (isSure || isBeside) ? best : null
}

interface Token {
  letters: string
  start: number
  /** Where each letter stands in the text. */
  places: readonly number[]
  /** Blanks that were left out: before these letters. */
  seams: ReadonlySet<number>
}
/** Neighbouring words are read as one with its seams; letters that stand alone, four or more of them, are one word spelt apart. */
function tokensOf(run: string, at: number): Token[] {
  const tokens: Token[] = []
  for (const match of run.matchAll(/\d+|[a-z]+(?: [a-z]+)*/g)) {
    const places: number[] = []
    const seams = new Set<number>()
    let letters = ''
    for (const word of match[0].matchAll(/(?:[a-z] ){3,}[a-z](?![a-z])|[a-z0-9]+/g)) {
      if (letters !== '') seams.add(letters.length)
      for (const [i, sign] of [...word[0]].entries()) {
        if (sign === ' ') continue
        letters += sign
        places.push(at + match.index + word.index + i)
      }
    }
    tokens.push({ letters, start: at + match.index, places, seams })
  }
  return tokens
}

/** All of the letters as words of the list, or as many whole tokens of them as can be; null: not even the first. */
function segment({ letters, places, seams }: Token): PinyinWord[] | null {
  /** How each place is reached: the word that ends there. */
  const reached = new Map<number, { word: Word; from: number } | null>([[0, null]])
  let farthest = 0
  for (let p = 0; p < letters.length; p++) {
    if (!reached.has(p)) continue
    for (const word of byFirst.get(letters[p] ?? '') ?? []) {
      const end = p + word.letters.length
      if (reached.has(end) || !letters.startsWith(word.letters, p)) continue
      if ([...seams].some((seam) => seam > p && seam < end && !word.seams.has(seam - p))) continue
      reached.set(end, { word, from: p })
      if (end === letters.length || seams.has(end)) farthest = Math.max(farthest, end)
    }
  }
  if (farthest === 0) return null
  const words: PinyinWord[] = []
  for (let end = farthest; end > 0;) {
    const step = reached.get(end)
    if (!step) return null
    words.unshift({
      characters: step.word.characters,
      start: places[step.from] ?? 0,
      end: (places[end - 1] ?? 0) + 1,
    })
    end = step.from
  }
  return words
}

const isCharacter = (unit: string | undefined): boolean =>
  unit !== undefined && unit >= '\u3400' && unit <= '\u9fff'
