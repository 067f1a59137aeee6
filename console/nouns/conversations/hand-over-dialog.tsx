import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import type { Member } from '#contract/staff/team.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { takeRow } from './chat-cache.ts'
import { actionWords } from './actions.words.ts'
import css from './hand-over.module.css'

const answering: readonly string[] = ['owner', 'lead', 'agent', 'aftersales']
const presenceOrder = { on: 0, break: 1, off: 2 }
const findFrom = 8

/** Chooses the person who answers from now on; whoever was asked first stays the owner unless that is handed on too. */
export function HandOverDialog({ conversation, onClose }: { conversation: InboxRow; onClose: () => void }) {
  const words = useWords(actionWords).handOver
  const memberId = useMembership().id
  const client = useQueryClient()
  const team = useQuery({
    queryKey: ['team', memberId],
    queryFn: () => api('GET /api/staff'),
    staleTime: 10_000,
  })
  const [chosen, setChosen] = useState<Member | null>(null)
  const [note, setNote] = useState('')
  const [withOwnership, setWithOwnership] = useState(false)
  const handing = useMutation({
    mutationFn: (to: Member) =>
      api('POST /api/conversations/:id/assignment', {
        params: { id: conversation.id },
        body: {
          memberId: to.id,
          ...(note.trim() && { note: note.trim() }),
          ...(withOwnership && { withOwnership }),
        },
      }),
    onSuccess: (reply) => {
      takeRow(client, memberId, reply.conversation)
      onClose()
    },
  })
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            kind="filled"
            disabled={!chosen}
            isBusy={handing.isPending}
            onClick={() => chosen && handing.mutate(chosen)}
          >
            {!chosen ? words.choose : chosen.id === memberId ? words.self : words.go(chosen.displayName)}
          </Button>
        </>
      }
    >
      <p className={css.lead}>{words.lead}</p>
      {team.data ? (
        <People
          members={team.data.members}
          holderId={conversation.assigneeId}
          chosenId={chosen?.id ?? null}
          onChoose={setChosen}
        />
      ) : team.error ? (
        <ErrorState error={team.error} retry={() => void team.refetch()} />
      ) : (
        <Loading lines={4} />
      )}
      <TextField label={words.note} maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
      <Checkbox
        label={words.ownership}
        hint={words.ownershipHint}
        checked={withOwnership}
        onChange={(e) => setWithOwnership(e.target.checked)}
      />
      <ErrorLine error={handing.error} />
    </Dialog>
  )
}

function People({
  members,
  holderId,
  chosenId,
  onChoose,
}: {
  members: readonly Member[]
  holderId: string | null
  chosenId: string | null
  onChoose: (member: Member) => void
}) {
  const words = useWords(actionWords).handOver
  const memberId = useMembership().id
  const [find, setFind] = useState('')
  const able = useMemo(() => candidates(members, holderId), [members, holderId])
  const shown = able.filter((member) => member.displayName.toLowerCase().includes(find.trim().toLowerCase()))
  if (able.length === 0) return <p className={css.lead}>{words.nobody}</p>
  return (
    <>
      {able.length >= findFrom && (
        <TextField label={words.find} value={find} onChange={(e) => setFind(e.target.value)} />
      )}
      <fieldset className={css.people}>
        <legend className="visually-hidden">{words.title}</legend>
        {shown.map((member) => (
          <label key={member.id} data-presence={member.presence}>
            <input
              type="radio"
              name="hand-over"
              checked={member.id === chosenId}
              onChange={() => onChoose(member)}
            />
            <span className={css.name}>{member.id === memberId ? words.self : member.displayName}</span>
            <span className={css.presence}>
              <i aria-hidden="true" /> {words.presence[member.presence]}
            </span>
            <span className={css.load} data-full={member.openConversations >= member.cap || undefined}>
              <Load now={member.openConversations} cap={member.cap} />
              {words.load(member.openConversations, member.cap)}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  )
}

/** People who may answer, without the one who does now: on the desk first, then the least load. */
function candidates(members: readonly Member[], holderId: string | null): Member[] {
  return members
    .filter(
      (member) =>
        member.id !== holderId &&
        member.leftAt === null &&
        member.roles.some((role) => answering.includes(role)),
    )
    .sort(
      (a, b) =>
        presenceOrder[a.presence] - presenceOrder[b.presence] ||
        a.openConversations / a.cap - b.openConversations / b.cap ||
        a.displayName.localeCompare(b.displayName),
    )
}

function Load({ now, cap }: { now: number; cap: number }) {
  const share = Math.min(1, cap > 0 ? now / cap : 1)
  return (
    <svg width="48" height="6" viewBox="0 0 48 6" aria-hidden="true">
      <rect width="48" height="6" rx="3" className={css.track} />
      <rect width={Math.max(share > 0 ? 3 : 0, 48 * share)} height="6" rx="3" className={css.bar} />
    </svg>
  )
}
