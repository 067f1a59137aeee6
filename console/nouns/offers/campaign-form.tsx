import { useState, type FormEvent } from 'react'
import type { Campaign } from '#contract/offers/offers.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button, TextArea, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { inputText, instantOfInput } from '../../parts/shop-time.rules.ts'
import { useWords } from '../../parts/words.tsx'
import { campaignWords } from './campaigns.words.ts'
import { useOfferChange } from './use-offers.ts'
import css from './offers.module.css'

const times = ['startsAt', 'endsAt', 'announcedAt'] as const
type Draft = Record<'name' | 'note' | (typeof times)[number], string>
const empty: Draft = { name: '', startsAt: '', endsAt: '', announcedAt: '', note: '' }

/**
 * Writes a campaign; `campaign`: the one that is corrected. Only what was changed is sent, so that a time which the fields show
 * to the minute stays as it is.
 */
export function CampaignForm({ campaign, onClose }: { campaign?: Campaign; onClose: () => void }) {
  const words = useWords(campaignWords)
  const { timeZone } = useMembership().shop
  const draftOf = (one: Campaign | undefined): Draft =>
    one
      ? {
          name: one.name,
          note: one.note,
          startsAt: inputText(timeZone, Date.parse(one.startsAt)),
          endsAt: inputText(timeZone, Date.parse(one.endsAt)),
          announcedAt: inputText(timeZone, Date.parse(one.announcedAt)),
        }
      : empty
  // As it was when the form was opened: what a colleague saves meanwhile is not written over.
  const [base, setBase] = useState(campaign)
  const [draft, setDraft] = useState(() => draftOf(campaign))
  const [wasAsked, setAsked] = useState(false)
  const change = useOfferChange(onClose)
  const at = (field: (typeof times)[number]): number | null =>
    base && draft[field] === draftOf(base)[field]
      ? Date.parse(base[field])
      : instantOfInput(timeZone, draft[field])
  const [startsAt, endsAt, announcedAt] = [at('startsAt'), at('endsAt'), at('announcedAt')]
  const isReady =
    draft.name.trim() !== '' &&
    startsAt !== null &&
    endsAt !== null &&
    endsAt > startsAt &&
    (announcedAt === null || announcedAt < endsAt)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (!isReady) return
    const instants = {
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      ...(announcedAt !== null && { announcedAt: new Date(announcedAt).toISOString() }),
    }
    const body = { name: draft.name.trim(), note: draft.note.trim(), ...instants }
    change.mutate(() =>
      base
        ? api('PATCH /api/campaigns/:id', {
            params: { id: base.id },
            body: { ...body, version: base.version },
          })
        : api('POST /api/campaigns', { body }),
    )
  }
  const put = (field: keyof Draft) => (e: { target: { value: string } }) =>
    setDraft({ ...draft, [field]: e.target.value })
  const outside = outsideOf(change.error)
  return (
    <form
      className={css.form}
      onSubmit={submit}
      noValidate
      {...(base && { 'aria-label': words.changeOf(base.name) })}
    >
      <TextField label={words.name} autoFocus maxLength={60} value={draft.name} onChange={put('name')} />
      <div className={css.span}>
        <TextField
          label={words.starts}
          type="datetime-local"
          value={draft.startsAt}
          onChange={put('startsAt')}
        />
        <TextField label={words.ends} type="datetime-local" value={draft.endsAt} onChange={put('endsAt')} />
        <TextField
          label={words.announced}
          {...(!base && { hint: words.announcedHint })}
          type="datetime-local"
          value={draft.announcedAt}
          onChange={put('announcedAt')}
        />
      </div>
      <TextArea label={words.note} rows={2} maxLength={500} value={draft.note} onChange={put('note')} />
      {base !== undefined && base.offers > 0 && <p className={css.quiet}>{words.follows}</p>}
      {wasAsked && !isReady && (
        <p className={css.problem} role="alert">
          {words.needed}
        </p>
      )}
      {outside ? (
        <p className={css.problem} role="alert">
          {words.outside(outside)}
        </p>
      ) : (
        <ErrorLine error={change.error} />
      )}
      <p className={css.deeds}>
        <Button type="submit" isBusy={change.isPending}>
          {words.save}
        </Button>
        {isStale(change.error) && campaign && (
          <Button
            onClick={() => {
              setBase(campaign)
              setDraft(draftOf(campaign))
              change.reset()
            }}
          >
            {words.theirs}
          </Button>
        )}
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}

const isStale = (error: unknown): boolean => error instanceof ApiError && error.code === 'state.version'

/** Names of the offers that would lie outside, as one text; null for any other error. */
const outsideOf = (error: unknown): string | null => {
  const names = error instanceof ApiError ? error.details['outside'] : null
  return Array.isArray(names) ? names.map((name) => `「${String(name)}」`).join('') : null
}
