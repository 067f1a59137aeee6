import type { Weekday } from '#contract/calendar.ts'
import { emptyRoster, type RosterShift } from '#contract/staff/roster.ts'
import type { CreatedShop } from '#nouns/staff/index.ts'
import { DAY_MS, dateOf, localOf } from '#platform/calendar/zone.rules.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { composeDesk } from '../desk.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>

const sayings = {
  zh: [
    { pleased: '手写卡上写了买家说的那句话，她专门回来谢。', annoyed: '同一位买家问了三遍餐盘的直径。' },
    { pleased: '没有催单，我先说了包裹到哪里了。', annoyed: '桌旗的缩水率，三个人说得不一样。' },
  ],
  en: [
    {
      pleased: 'The card carried the very line the buyer had asked for; she came back to say thanks.',
      annoyed: 'One buyer asked three times for the diameter of the plates.',
    },
    {
      pleased: 'I told a buyer where the parcel was before they asked.',
      annoyed: 'Three of us gave three answers on how much the runner shrinks.',
    },
  ],
} as const
/** What the coach said quietly beside the newcomer's chats; the first was used. */
const hints = {
  zh: ['先答她问的那一句，再补一句怎么保养。', '说了几点，就顺手记成承诺，到点我们提醒您。'],
  en: [
    'Answer the question first; then one line on how to look after it.',
    'You named a time: note it as a word, and the desk reminds you.',
  ],
} as const
const task = { zh: '餐盘的商品资料补上直径', en: 'Write the diameter into the facts of the plates' } as const

const learningDays = 3
/** Enough for the chats that the week left in their hands. */
const newcomersCap = 6

/** The coach beside what the newcomer holds. */
const lookIn = async (
  past: ComposedDesk,
  shop: CreatedShop,
  coach: MemberCaller,
  newcomer: MemberCaller,
): Promise<void> => {
  const { coaching } = past.conversations
  const chats = (await coaching.lookIn(coach, {})).newcomers.flatMap((one) => one.chats)
  for (const [i, text] of hints[shop.language].entries()) {
    const chat = chats[i % Math.max(1, chats.length)]
    if (!chat) return
    const { id } = await coaching.give(coach, chat.id, { text })
    if (i === 0) await coaching.use(newcomer, id)
  }
}

/** Who is on when (Saturday evenings nobody), two days looked back upon, a newcomer, and what the platform says of itself. */
export const fillTeam = async (
  past: ComposedDesk,
  clock: { move(to: Date): void },
  shop: CreatedShop,
  { owner, people }: { owner: MemberCaller; people: readonly MemberCaller[] },
  now: Date,
): Promise<void> => {
  const [lead, first, second] = people
  if (!lead?.memberId || !first?.memberId || !second?.memberId || !owner.memberId) return
  const on = (member: MemberCaller, from: number, to: number): RosterShift => ({
    memberId: member.memberId ?? '',
    from: from * 60,
    to: to * 60,
    kind: 'desk',
  })
  const weekday = [on(first, 9, 18), on(second, 13, 22)]
  const week: Record<Weekday, RosterShift[]> = {
    mon: weekday,
    tue: weekday,
    wed: weekday,
    thu: weekday,
    fri: weekday,
    sat: [on(first, 9, 20)],
    sun: [on(owner, 9, 15), on(lead, 15, 22)],
  }
  await past.staff.roster.change(owner, { roster: { ...emptyRoster(), week }, version: 0 })
  const { debriefs, trainees } = past.training
  for (const [i, saying] of sayings[shop.language].entries()) {
    clock.move(new Date(now.getTime() - (sayings.zh.length - i) * DAY_MS))
    await debriefs.write(i === 0 ? first : second, saying)
  }
  clock.move(now)
  const [, elder] = (await debriefs.list(owner, {})).rows
  if (elder)
    await debriefs.addTask(owner, elder.id, {
      kind: 'knowledge',
      what: task[shop.language],
      ownerId: first.memberId,
    })
  clock.move(new Date(now.getTime() - learningDays * DAY_MS))
  await trainees.setTrainee(owner, second.memberId, { coachId: first.memberId, cap: newcomersCap })
  await trainees.give(owner, { memberId: second.memberId, kind: 'purchase_desk' })
  await trainees.give(owner, { memberId: first.memberId, kind: 'purchase_desk' })
  clock.move(now)
  await lookIn(past, shop, first, second)
  const today = Math.floor(localOf('Asia/Shanghai', now.getTime()) / DAY_MS)
  const lines = [9610, 9480, 9700].map((score, i) => `${dateOf(today - i - 1)} ${score / 100}%`)
  await past.platforms.importScores(owner, { rule: 'taobao', text: lines.join('\n') })
}
