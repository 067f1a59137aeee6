import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { chatQuery } from './prefetch.ts'
import css from './story.module.css'
import { storyWords } from './story.words.ts'

interface Props {
  conversation: InboxRow
  onClose: () => void
}

/** How an issue went: whose hands, what happened while nobody answered; and what belongs together or apart. */
export function StoryDialog({ conversation, onClose }: Props) {
  const words = useWords(storyWords)
  const { id } = useMembership()
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (/^(conversation|inquiry|hand_over|problem)[.]/.test(event.name))
      void client.invalidateQueries({ queryKey: ['story', id, conversation.id] })
  })
  return (
    <Dialog
      isDrawer
      title={words.storyTitle(conversation.buyerName)}
      onClose={onClose}
      foot={<Button onClick={onClose}>{words.close}</Button>}
    >
      <Chain id={conversation.id} />
      <Ladder id={conversation.id} />
      <Together conversation={conversation} />
    </Dialog>
  )
}

function Chain({ id }: { id: string }) {
  const words = useWords(storyWords)
  const format = useFormat()
  const { id: memberId } = useMembership()
  const chain = useQuery({
    queryKey: ['story', memberId, id, 'chain'],
    queryFn: () => api('GET /api/conversations/:id/chain', { params: { id } }),
    staleTime: 0,
  })
  return (
    <Section
      title={words.chain}
      right={
        chain.data && (
          <span data-flagged={chain.data.isFlagged || undefined} className={css.hops}>
            {words.hops(chain.data.hops)}
            {chain.data.isFlagged && ` · ${words.flagged}`}
          </span>
        )
      }
    >
      <ErrorLine error={chain.error} />
      {chain.isPending && <Loading lines={2} />}
      {chain.data?.links.length === 0 && <p className={css.quiet}>{words.noChain}</p>}
      <ul className={css.lines}>
        {chain.data?.links.map((link, i) => (
          <li key={i}>
            <span>{format.when(link.from)}</span>
            <span>
              {words.links[link.what]} {link.memberName ?? words.teams[link.team]}
              {link.what === 'problem' && link.note && `：${link.note}`}
            </span>
            <span>{format.span(link.heldMs)}</span>
          </li>
        ))}
      </ul>
      {chain.data && chain.data.teams.length > 1 && (
        <p className={css.quiet}>
          {chain.data.teams.map((one) => `${words.teams[one.team]} ${format.span(one.heldMs)}`).join(' · ')}
        </p>
      )}
    </Section>
  )
}

function Ladder({ id }: { id: string }) {
  const words = useWords(storyWords)
  const format = useFormat()
  const { id: memberId } = useMembership()
  const ladder = useQuery({
    queryKey: ['story', memberId, id, 'ladder'],
    queryFn: () => api('GET /api/conversations/:id/ladder', { params: { id } }),
    staleTime: 0,
  })
  return (
    <Section title={words.ladder}>
      <ErrorLine error={ladder.error} />
      {ladder.data?.rows.length === 0 && <p className={css.quiet}>{words.noLadder}</p>}
      <ul className={css.lines}>
        {ladder.data?.rows.map((row) => (
          <li key={row.turnId + row.step}>
            <span>{format.seconds(row.at)}</span>
            <span>
              {words.steps[row.step]} {row.memberName}
            </span>
            <span>{words.outcomes[row.outcome]}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Together({ conversation }: { conversation: InboxRow }) {
  const words = useWords(storyWords)
  const { id: memberId } = useMembership()
  const client = useQueryClient()
  const { id } = conversation
  const [from, setFrom] = useState('')
  const refetch = () => client.invalidateQueries({ queryKey: ['story', memberId, id] })
  const together = useQuery({
    queryKey: ['story', memberId, id, 'together'],
    queryFn: () => api('GET /api/conversations/:id/together', { params: { id } }),
    staleTime: 0,
  })
  const join = useMutation({
    mutationFn: (otherId: string) =>
      api('POST /api/conversations/:id/joining', { params: { id: otherId }, body: { intoId: id } }),
    onSuccess: refetch,
  })
  const part = useMutation({
    mutationFn: (joinId: string) => api('DELETE /api/joins/:id', { params: { id: joinId } }),
    onSuccess: refetch,
  })
  const split = useMutation({
    mutationFn: () =>
      api('POST /api/conversations/:id/inquiries', { params: { id }, body: { fromNumber: Number(from) } }),
    onSuccess: () => {
      setFrom('')
      void refetch()
    },
  })
  const unsplit = useMutation({
    mutationFn: (inquiryId: string) => api('DELETE /api/inquiries/:id', { params: { id: inquiryId } }),
    onSuccess: refetch,
  })
  const chat = useQuery(chatQuery(client, memberId, id))
  const messages = chat.data?.messages ?? []
  /** What the buyer said last: a second issue begins with words of theirs. */
  const said = messages.filter((message) => message.author === 'buyer').slice(-20)
  const lineOf = (number: number): string => {
    const text = messages.find((message) => message.number === number)?.text ?? ''
    return text === '' ? words.fromNumber(number) : words.quoted(text.slice(0, 40))
  }
  if (!together.data) return together.error ? <ErrorLine error={together.error} /> : <Loading lines={2} />
  const { joined, candidates, inquiries } = together.data
  const splits = inquiries.filter((one) => one.splitFrom !== null && one.closedAt === null)
  const line = (row: InboxRow) => `${row.storeName} · ${row.lastText}`
  return (
    <>
      <Section title={words.together}>
        <p className={css.quiet}>
          {joined.length + candidates.length === 0 ? words.noneToJoin : words.togetherLead}
        </p>
        <ul className={css.pairs}>
          {joined.map(({ joinId, conversation: other }) => (
            <li key={other.id}>
              <span>{line(other)}</span>
              {joinId && <Button onClick={() => part.mutate(joinId)}>{words.part}</Button>}
            </li>
          ))}
          {candidates.map((other) => (
            <li key={other.id}>
              <span>{line(other)}</span>
              <Button onClick={() => join.mutate(other.id)}>{words.join}</Button>
            </li>
          ))}
        </ul>
      </Section>
      {!conversation.isClosed && (
        <Section title={words.split}>
          <p className={css.quiet}>{words.splitLead}</p>
          <ul className={css.pairs}>
            {splits.map((one) => (
              <li key={one.id}>
                <span>
                  {words.from(lineOf(one.fromNumber))} · {one.ownerName}
                </span>
                <Button onClick={() => unsplit.mutate(one.id)}>{words.unsplit}</Button>
              </li>
            ))}
          </ul>
          <form
            className={css.split}
            onSubmit={(e) => {
              e.preventDefault()
              if (from !== '') split.mutate()
            }}
          >
            <SelectField label={words.splitFrom} value={from} onChange={(e) => setFrom(e.target.value)}>
              <option value="">{words.choose}</option>
              {said.map((message) => (
                <option key={message.id} value={message.number}>
                  {lineOf(message.number)}
                </option>
              ))}
            </SelectField>
            <Button type="submit" disabled={from === ''} isBusy={split.isPending}>
              {words.splitGo}
            </Button>
          </form>
        </Section>
      )}
      <ErrorLine error={join.error ?? part.error ?? split.error ?? unsplit.error} />
    </>
  )
}
