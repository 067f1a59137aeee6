import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { dropReasons, type DropReason } from '#contract/purchase/kinds.ts'
import type { Prospect } from '#contract/purchase/prospects.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './prospects.module.css'
import { prospectWords } from './prospects.words.ts'

/** One buyer who asked and did not buy: what they wanted, who follows up and when, and the two deeds. */
export function ProspectRow({ prospect }: { prospect: Prospect }) {
  const words = useWords(prospectWords)
  const { slug } = useMembership().shop
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [deed, setDeed] = useState<'follow' | 'drop' | null>(null)
  return (
    <li className={css.prospect}>
      <div className={css.who}>
        {prospect.customerId ? (
          <Link
            className={`figure ${css.name}`}
            to="/s/$slug/customers/$id"
            params={{ slug, id: prospect.customerId }}
          >
            {prospect.buyerName}
          </Link>
        ) : (
          <b className={css.name}>{prospect.buyerName}</b>
        )}
        <Standing prospect={prospect} />
      </div>
      <p className={css.wanted}>
        <span className={css.quiet}>{prospect.isNeed ? words.needs : words.asks}</span> {prospect.about}
      </p>
      {(prospect.note ?? prospect.lastNote) && (
        <p className={css.wanted}>
          <span className={css.quiet}>{prospect.reason ? words.reasons[prospect.reason] : words.last}</span>{' '}
          {prospect.note ?? prospect.lastNote}
        </p>
      )}
      <p className={css.deeds}>
        <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: prospect.conversationId }}>
          {words.chat}
        </Link>
        {prospect.orderId && (
          <Link className="link" to="/s/$slug/orders/$id" params={{ slug, id: prospect.orderId }}>
            {words.seeOrder}
          </Link>
        )}
        {mayAct && prospect.state === 'open' && (
          <>
            <button
              type="button"
              className="link"
              aria-expanded={deed === 'follow'}
              onClick={() => setDeed((now) => (now === 'follow' ? null : 'follow'))}
            >
              {words.followUp}
            </button>
            <button
              type="button"
              className="link"
              aria-expanded={deed === 'drop'}
              onClick={() => setDeed((now) => (now === 'drop' ? null : 'drop'))}
            >
              {words.drop}
            </button>
          </>
        )}
        {mayAct && prospect.state !== 'open' && <Reopen prospect={prospect} />}
      </p>
      {deed && <DeedForm key={deed} deed={deed} prospect={prospect} onClose={() => setDeed(null)} />}
    </li>
  )
}

function Standing({ prospect }: { prospect: Prospect }) {
  const words = useWords(prospectWords)
  const format = useFormat()
  const { nextAt, endedAt } = prospect
  const isDue = nextAt !== null && Date.parse(nextAt) <= serverNow()
  return (
    <span className={css.standing}>
      {nextAt && (
        <span className={isDue ? css.amber : undefined}>
          {isDue ? words.overdue(format.day(nextAt)) : words.next(format.day(nextAt))}
        </span>
      )}
      {endedAt && (
        <span>
          {prospect.state === 'won' ? words.won(format.day(endedAt)) : words.dropped(format.day(endedAt))}
        </span>
      )}
      <span>{prospect.ownerName ? words.owner(prospect.ownerName) : words.noOwner}</span>
      <span>{words.tries(prospect.followUps)}</span>
    </span>
  )
}

function useProspectChange(onDone: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (call: () => Promise<Prospect>) => call(),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ['prospects', memberId] }),
  })
}

function Reopen({ prospect }: { prospect: Prospect }) {
  const words = useWords(prospectWords)
  const change = useProspectChange(() => undefined)
  return (
    <>
      <button
        type="button"
        className="link"
        disabled={change.isPending}
        onClick={() =>
          change.mutate(() =>
            api('POST /api/prospects/:id/reopening', {
              params: { id: prospect.id },
              body: { version: prospect.version },
            }),
          )
        }
      >
        {words.reopen}
      </button>
      <ErrorLine error={change.error} />
    </>
  )
}

function DeedForm({
  deed,
  prospect,
  onClose,
}: {
  deed: 'follow' | 'drop'
  prospect: Prospect
  onClose: () => void
}) {
  const words = useWords(prospectWords)
  const [note, setNote] = useState('')
  const [reason, setReason] = useState<DropReason>('price')
  const change = useProspectChange(onClose)
  const said = note.trim()
  const needsWords = deed === 'follow' || prospect.followUps === 0 || reason === 'other'
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const params = { id: prospect.id }
    const { version } = prospect
    change.mutate(() =>
      deed === 'follow'
        ? api('POST /api/prospects/:id/follow-ups', { params, body: { note: said, version } })
        : api('POST /api/prospects/:id/ending', {
            params,
            body: { reason, version, ...(said && { note: said }) },
          }),
    )
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {deed === 'drop' && (
        <SelectField
          label={words.reason}
          value={reason}
          onChange={(e) => setReason(e.target.value as DropReason)}
        >
          {dropReasons.map((one) => (
            // Nobody has tried to reach them yet: then no answer is no reason.
            <option key={one} value={one} disabled={one === 'no_answer' && prospect.followUps === 0}>
              {words.reasons[one]}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        autoFocus
        label={deed === 'follow' ? words.followHint : words.dropHint}
        maxLength={300}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
      <ErrorLine error={change.error} />
      <p className={css.formFoot}>
        <Button type="submit" isBusy={change.isPending} disabled={needsWords && said === ''}>
          {deed === 'follow' ? words.follow : words.confirmDrop}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}
