import type { CreatedShop } from '#nouns/staff/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { composeDesk } from '../desk.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>

const groups = {
  tea: { zh: '茶器', en: 'Tea things', words: ['茶', '公道杯', '漏勺', 'tea', 'cup', 'strainer'] },
  cloth: { zh: '布艺', en: 'Cloth', words: ['桌旗', '盖毯', '毯', 'runner', 'throw', 'linen'] },
} as const
const notice = {
  textZh: '春茶节的预售款按付款先后，本月底前都会发出。',
  textEn: 'Pre-orders of the spring tea festival leave in the order of payment, all by the end of the month.',
}
const problem = {
  zh: '盖毯少了一根绑带，要补寄一根。',
  en: 'The throw came without its tie; send one after it.',
}

/** Who is given whom: two product lines, regulars with the lead first; what the shop announced; and one problem with a team. */
export const shareOut = async (
  past: ComposedDesk,
  shop: CreatedShop,
  { owner, people }: { owner: MemberCaller; people: readonly MemberCaller[] },
  now: Date,
): Promise<void> => {
  const { profiles, notices, problems, inbox } = past.conversations
  const { language } = shop
  for (const group of [groups.tea, groups.cloth])
    await profiles.addGroup(owner, { name: group[language], words: [...group.words] })
  const [lead, first] = people
  const plain = {
    languages: [],
    lane: 'both' as const,
    takesDifficult: true,
    traineeCap: null,
    deputyId: null,
  }
  if (lead?.memberId)
    await profiles.change(owner, lead.memberId, { ...plain, lane: 'vip', weight: 3, skills: [] })
  if (first?.memberId)
    await profiles.change(owner, first.memberId, { ...plain, weight: 7, skills: [groups.tea[language]] })
  // No longer wait is announced with it: the demo's clocks stay at seven and ten seconds.
  await notices.add(owner, {
    ...notice,
    waitSeconds: null,
    from: now.toISOString(),
    until: new Date(now.getTime() + 7 * DAY_MS).toISOString(),
  })
  const { rows } = await inbox.find(owner, { state: 'open', limit: 10 })
  const known = rows.find((row) => row.customerId !== null) ?? rows[0]
  if (known)
    await problems.file(owner, known.id, {
      category: 'missing_or_wrong',
      team: 'aftersales',
      what: problem[language],
    })
}
