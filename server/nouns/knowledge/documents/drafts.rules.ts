/**
 * 文档里的文章 [KB-07]: what pieces of a Word, HTML or Markdown document mean as articles. Headings that are called like a section
 * are sections; a quotation in front is the sentence for the buyer, a list under 「买家这样问」 the ways of asking; a piece of one
 * short plain paragraph is its own answer, as questions and answers in a Word file are.
 */
import { knowledgeLimits as limits, type Section } from '#contract/knowledge/kinds.ts'

export interface Draft {
  title: string
  section: Section
  language: 'zh' | 'en'
  answer: string
  questions: string[]
  body: string
  /** Names or codes as the file says them. */
  products: string[]
  categories: string[]
  isCut: boolean
}
export interface DocumentPiece {
  title: string
  body: string
}

const sectionNames: Readonly<Record<Section, RegExp>> = {
  faq: /^(常见问答|常见问题|问答|faqs?|q ?& ?a|questions?( and answers)?|frequently asked questions)$/i,
  product: /^(产品知识|商品知识|产品介绍|产品|product( knowledge)?|products)$/i,
  use: /^(使用维护(知识)?|使用与维护|使用保养|使用说明|保养|洗护|使用|use( and care)?|care|maintenance|usage)$/i,
  industry: /^(行业知识|行业|industry( knowledge)?)$/i,
  rule: /^(平台规则|规则|规定|platform rules?|rules?)$/i,
}
/** Which section a name means, or null. */
export const sectionOf = (name: string): Section | null => {
  const plain = name
    .replace(/^[\s\d一二三四五六七八九十]*[、.．:：)）]?\s*/u, '')
    .replace(/[:：]$/u, '')
    .trim()
  const found = Object.entries(sectionNames).find(
    ([, pattern]) => pattern.test(plain) || pattern.test(name.trim()),
  )
  return (found?.[0] as Section | undefined) ?? null
}

const han = /\p{Script=Han}/gu
/** More than a few Chinese characters make a text Chinese. */
export const languageOf = (text: string): 'zh' | 'en' => {
  const characters = text.match(han)?.length ?? 0
  const letters = text.match(/[a-z]/gi)?.length ?? 0
  return characters > 0 && characters * 4 >= letters ? 'zh' : 'en'
}

const asked =
  /^(?:\*\*)?(?:买家(?:会)?这样问|买家怎么问|问法|as buyers ask|also asked)[:：]?(?:\*\*)?[:：]?$/i
const shortest = 400

/** The sentence for the buyer, the ways of asking and the rest of a piece. */
export const partsOf = (body: string): { answer: string; questions: string[]; body: string } => {
  let lines = body.split('\n')
  const skipEmpty = () => {
    while (lines.length > 0 && lines[0]?.trim() === '') lines = lines.slice(1)
  }
  skipEmpty()
  const quoted: string[] = []
  while (/^>\s?/.test(lines[0] ?? '')) {
    quoted.push((lines[0] ?? '').replace(/^>\s?/, ''))
    lines = lines.slice(1)
  }
  skipEmpty()
  const questions: string[] = []
  if (asked.test(lines[0]?.trim() ?? '')) {
    lines = lines.slice(1)
    skipEmpty()
    for (;;) {
      const item = /^\s*[-*+]\s+(.+)$/.exec(lines[0] ?? '')?.[1]
      if (item === undefined && !(lines[0]?.trim() === '' && /^\s*[-*+]\s+/.test(lines[1] ?? ''))) break
      if (item !== undefined) questions.push(plain(item))
      lines = lines.slice(1)
    }
  }
  const rest = lines.join('\n').trim()
  const answer = plain(quoted.join('\n'))
  if (answer === '' && isPlainParagraph(rest)) return { answer: plain(rest), questions, body: '' }
  return { answer, questions, body: rest }
}
const isPlainParagraph = (text: string) =>
  text !== '' && text.length <= shortest && !/\n\s*\n|^\s*([-*+]|\d+\.)\s|^\s*[|#>]|!\[|```/m.test(text)
/** Marks of Markdown have no place in a sentence that is sent. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 $2')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/(^|\s)\*(\S.*?)\*(?=\s|$)/g, '$1$2')
    .replace(/\\([\\`*_{}[\]()#+.!|>-])/g, '$1')
    .trim()

/** Neither half characters nor controls, which the database refuses. */
const storable = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')

/** Limits of an article kept; what was too long is told. A list that is too long says the rest in its text. */
export const fit = (given: Omit<Draft, 'isCut'>): Draft => {
  const draft = {
    ...given,
    title: storable(given.title),
    answer: storable(given.answer),
    body: storable(given.body),
  }
  const cut = (text: string, most: number) => [...text].slice(0, most).join('').trim()
  const title = cut(draft.title.replace(/\s+/g, ' ').trim(), limits.title)
  const isLongAnswer = draft.answer.length > limits.answer
  // An answer too long to be sent is a text.
  const body = isLongAnswer
    ? [draft.answer, draft.body].filter((part) => part !== '').join('\n\n')
    : draft.body
  const questions = [
    ...new Set(draft.questions.map((one) => cut(storable(one), limits.question)).filter((one) => one !== '')),
  ]
  return {
    ...draft,
    title,
    answer: isLongAnswer ? '' : draft.answer,
    questions: questions.slice(0, limits.questions),
    body: body.slice(0, limits.body),
    categories: draft.categories.map((one) => cut(one, limits.category)).slice(0, limits.categories),
    isCut:
      body.length > limits.body ||
      isLongAnswer ||
      questions.length > limits.questions ||
      [...draft.title.trim()].length > limits.title,
  }
}

/** The articles of a document whose topmost headings are `pieces`; `cut` cuts a body at its own topmost headings. */
export const draftsOf = (
  pieces: readonly DocumentPiece[],
  given: { section: Section | undefined; language: 'zh' | 'en' | undefined },
  cut: (body: string, title: string) => DocumentPiece[],
): Draft[] =>
  pieces.flatMap((piece) => {
    const section = given.section === undefined ? sectionOf(piece.title) : null
    // A heading called like a section holds the articles of it.
    const inner = section === null ? [piece] : cut(piece.body, piece.title)
    return inner.flatMap((one) => {
      const parts = partsOf(one.body)
      if (one.title.trim() === '' || (parts.answer === '' && parts.body === '')) return []
      return [
        fit({
          title: one.title,
          section: section ?? given.section ?? 'faq',
          language: given.language ?? languageOf(`${one.title} ${one.body}`),
          ...parts,
          products: [],
          categories: [],
        }),
      ]
    })
  })
