import { inboxOf, type ChatDesk } from './chat.ts'
import type { TestPerson, TestShop } from './staff.ts'

export const setPresence = async (chat: ChatDesk, person: TestPerson, presence: 'on' | 'break' | 'off') => {
  await chat.call('PUT /api/staff/me/presence', { body: { presence }, headers: person.headers })
  await chat.settle()
}
export const agentOf = (shop: TestShop, i: number): TestPerson => {
  const agent = shop.agents[i]
  if (!agent) throw new Error(`agent ${i} is missing`)
  return agent
}
/** The only conversation of a shop, whichever queue it stands in. */
export const onlyRow = async (chat: ChatDesk, shop: TestShop) => {
  const inbox = await inboxOf(chat, shop.owner)
  const [row, ...others] = [...inbox.waiting, ...inbox.owed, ...inbox.quiet]
  if (!row || others.length > 0)
    throw new Error(`one conversation expected, ${others.length + (row ? 1 : 0)} found`)
  return row
}
export const plainProfile = {
  weight: 5,
  skills: [] as string[],
  languages: [] as ('zh' | 'en')[],
  lane: 'both' as 'both' | 'ordinary' | 'vip',
  takesDifficult: true,
  deputyId: null as string | null,
}
export const setProfile = (
  chat: ChatDesk,
  shop: TestShop,
  person: TestPerson,
  profile: Partial<typeof plainProfile>,
) =>
  chat.call('PUT /api/distribution/profiles/:id', {
    params: { id: person.memberId },
    body: { ...plainProfile, ...profile },
    headers: shop.lead.headers,
  })
