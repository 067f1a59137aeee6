import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { ConfirmationRules, ConfirmationSetup } from '#contract/purchase/confirmation-setup.ts'
import { api } from '#console/parts/api.ts'
import { Button, Checkbox, TextArea, TextField } from '#console/parts/controls.tsx'
import { Dialog } from '#console/parts/dialog.tsx'
import { useFormat } from '#console/parts/format.tsx'
import { ErrorLine, Loading } from '#console/parts/screen-states.tsx'
import { useMembership } from '#console/parts/session.tsx'
import { useWords } from '#console/parts/words.tsx'
import { confirmationWords } from './confirmation.words.ts'
import { confirmationsKey } from './use-confirmations.ts'
import css from './confirmation.module.css'
import beside from '../../../parts/beside.module.css'

function useSetup() {
  const memberId = useMembership().id
  return useQuery({
    queryKey: [...confirmationsKey(memberId), 'setup'],
    queryFn: () => api('GET /api/confirmation-setup'),
  })
}
function useWatch() {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: { storeId: string; isWatched: boolean; withLastDays?: boolean }) =>
      api('PUT /api/stores/:id/confirmation-watch', {
        params: { id: wish.storeId },
        body: { isWatched: wish.isWatched, ...(wish.withLastDays ? { withLastDays: true } : {}) },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: confirmationsKey(memberId) }),
  })
}

/** Unsent orders that were placed before the desk watched their store: history, until somebody says otherwise. */
export function BeforeWatch() {
  const words = useWords(confirmationWords)
  const format = useFormat()
  const setup = useSetup()
  const watch = useWatch()
  const stores = setup.data?.stores.filter((store) => store.isWatched && store.before > 0) ?? []
  if (stores.length === 0) return null
  return (
    <>
      {stores.map((store) => (
        <p key={store.storeId} className={css.before}>
          <span>{words.before3(format.count(store.before), store.storeName)}</span>
          <button
            type="button"
            className="link"
            disabled={watch.isPending}
            onClick={() => watch.mutate({ storeId: store.storeId, isWatched: true, withLastDays: true })}
          >
            {words.take3}
          </button>
        </p>
      ))}
      <ErrorLine error={watch.error} />
    </>
  )
}

/** By which rules orders are confirmed, and those of which stores. */
export function SetupDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(confirmationWords)
  const setup = useSetup()
  return (
    <Dialog isDrawer title={words.rulesTitle} onClose={onClose}>
      {setup.error && <ErrorLine error={setup.error} />}
      {setup.data ? <Rules setup={setup.data} onDone={onClose} /> : <Loading lines={6} />}
    </Dialog>
  )
}

function Rules({ setup, onDone }: { setup: ConfirmationSetup; onDone: () => void }) {
  const words = useWords(confirmationWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const form = useId()
  const watch = useWatch()
  const [rules, setRules] = useState<ConfirmationRules>(setup.rules)
  const [doubtWords, setDoubtWords] = useState(setup.rules.doubtWords.join('\n'))
  const save = useMutation({
    mutationFn: () =>
      api('PUT /api/confirmation-setup', {
        body: {
          rules: {
            ...rules,
            doubtWords: doubtWords.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : [])),
          },
        },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: confirmationsKey(memberId) })
      onDone()
    },
  })
  const set = (change: Partial<ConfirmationRules>) => setRules((now) => ({ ...now, ...change }))
  const number = (key: 'withinDays' | 'unusualTimes' | 'unusualPieces', least: number, most: number) => (
    <TextField
      label={words.rule[key]}
      type="number"
      inputMode="numeric"
      min={least}
      max={most}
      required
      value={rules[key]}
      onChange={(e) => set({ [key]: Math.trunc(Number(e.target.value)) })}
    />
  )
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate()
  }
  return (
    <form id={form} className={css.stack} onSubmit={submit}>
      <TextField
        label={words.rule.cutOff}
        type="time"
        required
        value={rules.cutOff}
        onChange={(e) => set({ cutOff: e.target.value })}
      />
      {number('withinDays', 1, 14)}
      <Checkbox
        label={words.rule.holdsDoubtful}
        checked={rules.holdsDoubtful}
        onChange={(e) => set({ holdsDoubtful: e.target.checked })}
      />
      {number('unusualTimes', 0, 100)}
      {number('unusualPieces', 0, 10_000)}
      <TextArea
        label={words.rule.doubtWords}
        rows={3}
        value={doubtWords}
        onChange={(e) => setDoubtWords(e.target.value)}
      />
      <fieldset>
        <legend className={css.quiet}>{words.stores}</legend>
        {setup.stores.map((store) => (
          <Checkbox
            key={store.storeId}
            label={store.storeName}
            checked={store.isWatched}
            disabled={watch.isPending}
            onChange={(e) => watch.mutate({ storeId: store.storeId, isWatched: e.target.checked })}
          />
        ))}
      </fieldset>
      <ErrorLine error={save.error ?? watch.error} />
      <p className={beside.foot}>
        <Button kind="filled" type="submit" isBusy={save.isPending}>
          {words.save}
        </Button>
      </p>
    </form>
  )
}
