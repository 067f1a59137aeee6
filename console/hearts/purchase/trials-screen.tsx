import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { ProductsTabs } from '../../nouns/products/products-tabs.tsx'
import { productsWords } from '../../nouns/products/products.words.ts'
import {
  trialAspects,
  trialStates,
  trialVerdicts,
  type TrialAspect,
  type TrialState,
  type TrialVerdict,
} from '#contract/purchase/kinds.ts'
import type { Trial } from '#contract/purchase/prospects.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice, SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './prospects.module.css'
import { trialWords } from './trials.words.ts'

/** Samples given, what buyers say, and what the products learn from it (BUY-13). */
export function TrialsScreen() {
  const words = useWords(trialWords)
  const title = useWords(productsWords).title
  const memberId = useMembership().id
  const client = useQueryClient()
  const [show, setShow] = useState<TrialState | 'all'>('all')
  const list = useInfiniteQuery({
    queryKey: ['trials', memberId, show],
    queryFn: ({ pageParam }) =>
      api('GET /api/trials', {
        query: { ...(show !== 'all' && { state: show }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  useStreamEvents((event) => {
    if (event.name === 'trial.changed') void client.invalidateQueries({ queryKey: ['trials', memberId] })
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Screen title={title} tabs={<ProductsTabs value="trials" />}>
      <p className={css.lead}>{words.lead}</p>
      <div className={css.filters}>
        <Choice
          label={words.showLabel}
          isLabelHidden
          value={show}
          options={(['all', ...trialStates] as const).map((value) => ({ value, label: words.shows[value] }))}
          onChange={setShow}
        />
      </div>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={title} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={6} />}
      {list.data && rows.length === 0 && <EmptyState title={words.empty.title} lead={words.empty.lead} />}
      <ul className={css.list}>
        {rows.map((trial) => (
          <TrialRow key={trial.id} trial={trial} />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={css.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.older}
          </Button>
        </p>
      )}
    </Screen>
  )
}

function TrialRow({ trial }: { trial: Trial }) {
  const words = useWords(trialWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [deed, setDeed] = useState<'answer' | 'settle' | null>(null)
  const told: [string, string | null][] = [
    [words.said, trial.feedback],
    [words.improve, trial.improve],
    [words.outcome, trial.outcome],
  ]
  return (
    <li className={css.prospect}>
      <div className={css.who}>
        <Link
          className={`figure ${css.name}`}
          to="/s/$slug/products/$id"
          params={{ slug, id: trial.product.id }}
        >
          {trial.product.name}
        </Link>
        <span className={css.standing}>
          <span>{words.shows[trial.state]}</span>
          {trial.verdict && <span>{words.verdicts[trial.verdict]}</span>}
          {trial.aspect && <span>{words.aspects[trial.aspect]}</span>}
          {trial.ownerName && trial.state === 'improving' && <span>{words.by(trial.ownerName)}</span>}
        </span>
      </div>
      <p className={css.about}>
        <span>{trial.buyerName}</span>
        <span>{words.given(format.day(trial.givenAt), trial.givenBy ?? words.desk)}</span>
        {trial.state === 'given' && <span>{words.ask(format.day(trial.askAt))}</span>}
        {trial.note && <span>{trial.note}</span>}
      </p>
      {told.flatMap(([name, text]) =>
        text
          ? [
              <p key={name} className={css.wanted}>
                <span className={css.quiet}>{name}</span> {text}
              </p>,
            ]
          : [],
      )}
      <p className={css.deeds}>
        <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: trial.conversationId }}>
          {words.chat}
        </Link>
        {mayAct && (trial.state === 'given' || trial.state === 'answered') && (
          <button type="button" className="link" onClick={() => setDeed('answer')}>
            {words.record}
          </button>
        )}
        {mayAct && trial.state !== 'given' && trial.state !== 'done' && (
          <button type="button" className="link" onClick={() => setDeed('settle')}>
            {words.settle}
          </button>
        )}
      </p>
      {deed === 'answer' && <AnswerForm trial={trial} onClose={() => setDeed(null)} />}
      {deed === 'settle' && <SettleForm trial={trial} onClose={() => setDeed(null)} />}
    </li>
  )
}

function useTrialChange(onDone: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (call: () => Promise<Trial>) => call(),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ['trials', memberId] }),
  })
}

function AnswerForm({ trial, onClose }: { trial: Trial; onClose: () => void }) {
  const words = useWords(trialWords)
  const change = useTrialChange(onClose)
  const [verdict, setVerdict] = useState<TrialVerdict>(trial.verdict ?? 'good')
  const [aspect, setAspect] = useState<TrialAspect | ''>(trial.aspect ?? '')
  const [feedback, setFeedback] = useState(trial.feedback ?? '')
  const [improve, setImprove] = useState(trial.improve ?? '')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    change.mutate(() =>
      api('PUT /api/trials/:id/feedback', {
        params: { id: trial.id },
        body: {
          verdict,
          feedback: feedback.trim(),
          aspect: aspect === '' ? null : aspect,
          improve: improve.trim() || null,
          version: trial.version,
        },
      }),
    )
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <Choice
        label={words.verdict}
        value={verdict}
        options={trialVerdicts.map((value) => ({ value, label: words.verdicts[value] }))}
        onChange={setVerdict}
      />
      <TextField
        autoFocus
        label={words.feedback}
        maxLength={1000}
        value={feedback}
        onChange={(e) => setFeedback(e.target.value)}
      />
      <SelectField
        label={words.aspect}
        value={aspect}
        onChange={(e) => setAspect(e.target.value as TrialAspect | '')}
      >
        <option value="">—</option>
        {trialAspects.map((value) => (
          <option key={value} value={value}>
            {words.aspects[value]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.improveLabel}
        maxLength={500}
        value={improve}
        onChange={(e) => setImprove(e.target.value)}
      />
      <ErrorLine error={change.error} />
      <Foot label={words.save} isBusy={change.isPending} isReady={feedback.trim() !== ''} onClose={onClose} />
    </form>
  )
}

function SettleForm({ trial, onClose }: { trial: Trial; onClose: () => void }) {
  const words = useWords(trialWords)
  const change = useTrialChange(onClose)
  const [outcome, setOutcome] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    change.mutate(() =>
      api('POST /api/trials/:id/settlement', {
        params: { id: trial.id },
        body: { outcome: outcome.trim(), version: trial.version },
      }),
    )
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        autoFocus
        label={words.outcomeLabel}
        maxLength={500}
        value={outcome}
        onChange={(e) => setOutcome(e.target.value)}
      />
      <ErrorLine error={change.error} />
      <Foot label={words.save} isBusy={change.isPending} isReady={outcome.trim() !== ''} onClose={onClose} />
    </form>
  )
}

function Foot({
  label,
  isBusy,
  isReady,
  onClose,
}: {
  label: string
  isBusy: boolean
  isReady: boolean
  onClose: () => void
}) {
  const words = useWords(trialWords)
  return (
    <p className={css.formFoot}>
      <Button type="submit" isBusy={isBusy} disabled={!isReady}>
        {label}
      </Button>
      <Button kind="quiet" onClick={onClose}>
        {words.cancel}
      </Button>
    </p>
  )
}
