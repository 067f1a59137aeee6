import type { CreatedShop } from '#nouns/staff/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { composeDesk } from '../desk.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>
type Language = 'zh' | 'en'

const values = {
  packing: { zh: '气泡膜加双层纸箱', en: 'bubble wrap and a double box' },
  carrier: { zh: '顺丰', en: 'SF Express' },
  days: { zh: '三', en: '3' },
  offer: { zh: '满 199 减 20', en: '¥20 off from ¥199' },
}
const proposals: Record<Language, readonly [shortcut: string, text: string][]> = {
  zh: [
    ['起球', '精梳棉的，洗过几十次也平整；翻面洗、低温晾更耐穿。'],
    ['洗碗机', '餐盘可以进洗碗机和微波炉，别骤冷骤热就好。'],
  ],
  en: [
    ['pilling', 'It is combed cotton and stays even after dozens of washes; wash it inside out.'],
    ['dishwasher', 'The plates go into dishwasher and microwave; just avoid sudden heat or cold.'],
  ],
}

/** How the demo shop addresses its buyers, what fills its blanks, and two phrases that wait for the lead. */
export const setVoice = async (past: ComposedDesk, shop: CreatedShop, people: readonly MemberCaller[]) => {
  const lead = people.find((person) => person.roles.includes('lead'))
  const agent = people.find((person) => person.roles.includes('agent'))
  if (!lead || !agent) throw new Error('the demo shop has no lead or no agent')
  const names = shop.language === 'zh' ? ['老朋友', '买过一次'] : ['Old friends', 'Bought before']
  await past.conversations.addressing.set(lead, {
    groups: [
      { name: names[0] ?? '', when: 'orders', atLeast: 3, style: 'dear_customer', language: null },
      { name: names[1] ?? '', when: 'returning', atLeast: 0, style: 'hello', language: null },
    ],
    slotValues: values,
    version: 0,
  })
  for (const [shortcut, text] of proposals[shop.language])
    await past.conversations.phrases.propose(agent, { kind: 'faq', language: shop.language, shortcut, text })
}

const wrong: Record<Language, readonly string[]> = {
  zh: ['这个我不负责，你去找我们的售后吧', '给您便宜10块吧', '不是说了吗，页面上写得很清楚', '今天绝对能到'],
  en: [
    'I am not responsible for that, please contact our after-sales team',
    "I'll take $10 off for you",
    'As I already said, it is on the page',
    'It will definitely arrive today',
  ],
}

/** What an agent was about to say, and what the word guard made of it: held back, or sent all the same. */
export const sayWrong = async (
  past: ComposedDesk,
  agent: MemberCaller,
  conversationId: string,
  language: Language,
  index: number,
) => {
  const text = wrong[language][Math.floor(index / 7) % wrong[language].length] ?? ''
  try {
    await past.conversations.answers.post(agent, conversationId, {
      clientId: newId(),
      text,
      guard: { seen: ['argument', 'promise'] },
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'message.guarded') throw error
    await past.settle()
  }
}

const shortcuts: Record<Language, readonly string[]> = {
  zh: ['还有', '尺寸', '签收'],
  en: ['else', 'size', 'receive'],
}

/** A phrase at the end of a talk, now and then with a word of one's own. */
export const sayPhrase = async (
  past: ComposedDesk,
  agent: MemberCaller,
  conversationId: string,
  language: Language,
  index: number,
) => {
  const { rows } = await past.conversations.phrases.list(agent, {})
  const wanted = shortcuts[language][(index / 3) % shortcuts[language].length]
  const phrase = rows.find((one) => one.language === language && one.shortcut === wanted)
  if (!phrase) return
  const text = phrase.text.replace('{address}', language === 'zh' ? '您' : '')
  const ending = language === 'zh' ? '我一直在。' : 'I am here.'
  await past.conversations.answers.post(agent, conversationId, {
    clientId: newId(),
    text: index % 2 === 0 ? text : `${text} ${ending}`,
    phraseId: phrase.id,
  })
}
