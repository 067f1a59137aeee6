import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Member } from '#contract/staff/team.ts'
import { api, type Reply } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberEditor } from './member-editor.tsx'
import { PresenceMark } from './presence-mark.tsx'
import { TeamTabs } from './team-tabs.tsx'
import { staffWords } from './staff.words.ts'
import { teamWords } from './team.words.ts'
import css from './team.module.css'

type Invitation = Reply<'GET /api/staff'>['invitations'][number]

/** Who works here, who is on the desk, who holds how much; invitations and departures. */
export function TeamScreen() {
  const words = useWords(teamWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const canChange = useHasRole('owner', 'lead')
  const [isInviting, setInviting] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const team = useQuery({ queryKey: ['team', id], queryFn: () => api('GET /api/staff') })
  useStreamEvents((e) => {
    if (e.name.startsWith('staff.') || e.name === 'conversation.assigned')
      void client.invalidateQueries({ queryKey: ['team', id] })
  })
  const members = team.data?.members ?? []
  const here = members.filter((m) => m.leftAt === null)
  const left = members.filter((m) => m.leftAt !== null)
  const open = here.find((m) => m.id === openId)
  return (
    <Screen
      title={words.title}
      tabs={<TeamTabs value="people" />}
      right={
        <>
          {team.data && <span>{words.people(here.length)}</span>}
          {canChange && (
            <Button kind="filled" onClick={() => setInviting(true)}>
              {words.invite}
            </Button>
          )}
        </>
      }
    >
      {team.error && !team.data && (
        <ErrorState error={team.error} thing={words.thing} retry={() => void team.refetch()} />
      )}
      {team.isPending && <Loading />}
      {team.data && (
        <>
          <ul className={css.members}>
            {here.map((member) => (
              <MemberRow key={member.id} member={member} onOpen={() => setOpenId(member.id)} />
            ))}
          </ul>
          <p className={css.note}>{words.dutyAbout}</p>
          {canChange && team.data.invitations.length > 0 && <Invitations rows={team.data.invitations} />}
          {left.length > 0 && <Left members={left} />}
        </>
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {open && (
        <MemberEditor
          key={open.id}
          member={open}
          colleagues={here.filter((m) => m.id !== open.id)}
          onClose={() => setOpenId(null)}
        />
      )}
    </Screen>
  )
}

function MemberRow({ member, onOpen }: { member: Member; onOpen: () => void }) {
  const words = useWords(teamWords)
  const { roles } = useWords(staffWords)
  const time = useShopTime()
  const own = useMembership().id
  const isAnswering = member.roles.some((r) => r !== 'dispatch' && r !== 'finance')
  return (
    <li>
      <button type="button" className={css.member} onClick={onOpen}>
        <span className={css.who}>
          <b>{member.displayName}</b>
          {member.id === own && <span className={css.you}>{words.you}</span>}
          {member.isDutyLead && <em className={css.duty}>{words.duty}</em>}
        </span>
        <span>{member.roles.map((role) => roles[role]).join(' · ')}</span>
        <span className={css.presence}>
          <PresenceMark state={member.presence} /> {words.presence[member.presence]}{' '}
          <small>{words.since(time.latest(member.presenceSince))}</small>
        </span>
        <span className={css.load}>{isAnswering && words.chats(member.openConversations, member.cap)}</span>
        <span className={css.load}>{isAnswering && words.owns(member.openInquiries)}</span>
      </button>
    </li>
  )
}

function Invitations({ rows }: { rows: readonly Invitation[] }) {
  const words = useWords(teamWords)
  const { roles } = useWords(staffWords)
  const time = useShopTime()
  const { id } = useMembership()
  const client = useQueryClient()
  const withdraw = useMutation({
    mutationFn: (invitation: string) =>
      api('DELETE /api/staff/invitations/:id', { params: { id: invitation } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['team', id] }),
  })
  return (
    <Section title={words.invitations}>
      <ErrorLine error={withdraw.error} />
      <ul className={css.list}>
        {rows.map((row) => (
          <li key={row.id} className={css.invitation}>
            <b>{row.displayName}</b>
            <span>{row.roles.map((role) => roles[role]).join(' · ')}</span>
            <span>{row.email ?? words.noEmail}</span>
            <span>{words.expires(time.due(row.expiresAt))}</span>
            <Button kind="quiet" disabled={withdraw.isPending} onClick={() => withdraw.mutate(row.id)}>
              {words.withdraw}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Left({ members }: { members: readonly Member[] }) {
  const words = useWords(teamWords)
  const time = useShopTime()
  return (
    <Section title={words.left}>
      <ul className={css.list}>
        {members.map((m) => (
          <li key={m.id} className={css.leftOne}>
            <span>{m.displayName}</span>
            <span>{m.leftAt && words.leftAt(time.since(m.leftAt))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
