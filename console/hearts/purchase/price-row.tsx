import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PricePanel } from '#contract/purchase/price.ts'
import { putIntoDraft } from '../../nouns/conversations/put-draft.ts'
import { decimalsOf, readMinor } from '../../nouns/products/money-input.rules.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { BargainDeeds } from './bargain-deeds.tsx'
import { priceWords } from './price.words.ts'
import { Row } from './sale-row.tsx'
import css from './price.module.css'

/** What answers a worry about the price in one key, and how far the freight may bend (PRC-01, 02, 05, 07–09). */
export function PriceRow({ panel, conversationId }: { panel: PricePanel; conversationId: string }) {
  const words = useWords(priceWords)
  const format = useFormat()
  const [isAllowing, setAllowing] = useState(false)
  return (
    <Row name={words.price}>
      {panel.worries.map((worry) => (
        <p key={worry.productId} className={beside.quiet}>
          {words.together([
            ...(panel.worries.length > 1 ? [worry.name] : []),
            ...(worry.physical
              ? [words.shop(format.money(worry.physical.amount), format.day(worry.physical.at))]
              : []),
            words.changes(worry.history.changes),
          ])}
        </p>
      ))}
      {panel.bargain && <BargainDeeds bargain={panel.bargain} conversationId={conversationId} />}
      <p className={beside.deeds}>
        {panel.sentences.map((sentence) => (
          <button
            key={sentence.kind + (sentence.productId ?? '')}
            type="button"
            title={sentence.text}
            onClick={() => putIntoDraft(conversationId, sentence.text)}
          >
            {words.sentences[sentence.kind]}
          </button>
        ))}
        {!isAllowing && (
          <button type="button" onClick={() => setAllowing(true)}>
            {words.allow}
          </button>
        )}
      </p>
      {panel.freight.given.map((one) => (
        <Given key={one.id} one={one} conversationId={conversationId} />
      ))}
      {isAllowing && (
        <FreightForm panel={panel} conversationId={conversationId} onClose={() => setAllowing(false)} />
      )}
    </Row>
  )
}

function Given({
  one,
  conversationId,
}: {
  one: PricePanel['freight']['given'][number]
  conversationId: string
}) {
  const words = useWords(priceWords)
  const format = useFormat()
  const { id: memberId } = useMembership()
  const client = useQueryClient()
  const amount = format.money(one.amount)
  const takeBack = useMutation({
    mutationFn: () =>
      api('POST /api/freight-allowances/:id/withdrawal', { params: { id: one.id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['price', memberId, conversationId] }),
  })
  return (
    <>
      <p className={beside.quiet}>
        {words.given(amount, one.by ?? '')}　{one.reason}　
        {one.mayTakeBack && (
          <span className={beside.deeds}>
            <button
              type="button"
              aria-label={words.takeBackOf(amount)}
              disabled={takeBack.isPending}
              onClick={() => takeBack.mutate()}
            >
              {words.takeBack}
            </button>
          </span>
        )}
      </p>
      {takeBack.error && <ErrorLine error={takeBack.error} />}
    </>
  )
}

function FreightForm({
  panel,
  conversationId,
  onClose,
}: {
  panel: PricePanel
  conversationId: string
  onClose: () => void
}) {
  const words = useWords(priceWords)
  const format = useFormat()
  const { shop, id: memberId } = useMembership()
  const client = useQueryClient()
  const [draft, setDraft] = useState({ amount: '', reason: '' })
  const [wasAsked, setAsked] = useState(false)
  const minor = readMinor(draft.amount, decimalsOf(shop.currency))
  const reason = draft.reason.trim()
  const allow = useMutation({
    mutationFn: (body: { minor: number; reason: string }) =>
      api('POST /api/conversations/:id/freight-allowances', { params: { id: conversationId }, body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['price', memberId, conversationId] })
      onClose()
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (minor !== null && minor > 0 && reason !== '') allow.mutate({ minor, reason })
  }
  const { left } = panel.freight
  const beyond = beyondOf(allow.error)
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={words.amount}
        hint={left ? words.left(format.money(left)) : words.noLimit}
        inputMode="decimal"
        autoFocus
        maxLength={12}
        value={draft.amount}
        problem={wasAsked && (minor === null || minor === 0) && words.badAmount}
        onChange={(e) => setDraft({ ...draft, amount: e.target.value })}
      />
      <TextField
        label={words.reason}
        maxLength={200}
        value={draft.reason}
        problem={wasAsked && reason === '' && words.noReason}
        onChange={(e) => setDraft({ ...draft, reason: e.target.value })}
      />
      {beyond ? (
        <p className={css.late} role="alert">
          {words.beyond(
            format.money({ minor: beyond.left, currency: beyond.currency }),
            beyond.may.join('、'),
          )}
        </p>
      ) : (
        allow.error && <ErrorLine error={allow.error} />
      )}
      <div className={beside.foot}>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" isBusy={allow.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}

const beyondOf = (error: unknown): { left: number; currency: string; may: string[] } | null =>
  error instanceof ApiError && error.code === 'offer.beyond_authority'
    ? (error.details as { left: number; currency: string; may: string[] })
    : null
