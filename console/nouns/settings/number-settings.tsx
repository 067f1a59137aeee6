import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ApiError } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import {
  settingFacts,
  settingOrder,
  type SettingFacts,
  type SettingKey,
  type Settings,
} from './setting-facts.ts'
import { settingsWords } from './settings.words.ts'
import css from './settings.module.css'

/** Every setting with its default and who changed it; each is saved on its own. */
export function NumberSettings() {
  const words = useWords(settingsWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const canChange = useHasRole('owner', 'lead')
  const [historyOf, setHistoryOf] = useState<SettingKey | null>(null)
  const settings = useQuery({ queryKey: ['settings', id], queryFn: () => api('GET /api/settings') })
  useStreamEvents((e) => {
    if (e.name === 'setting.changed') void client.invalidateQueries({ queryKey: ['settings', id] })
  })
  if (settings.error && !settings.data)
    return <ErrorState error={settings.error} thing={words.thing} retry={() => void settings.refetch()} />
  if (!settings.data) return <Loading lines={8} />
  return (
    <>
      {!canChange && <p className={css.lead}>{words.readOnly}</p>}
      <ul className={css.settings}>
        {settingOrder.map((key) => (
          <SettingRow
            key={key}
            name={key}
            settings={settings.data}
            canChange={canChange}
            onHistory={() => setHistoryOf(key)}
          />
        ))}
      </ul>
      {historyOf && <History name={historyOf} onClose={() => setHistoryOf(null)} />}
    </>
  )
}

type Value = Settings[SettingKey]

function useShown(): (facts: SettingFacts, value: unknown) => string {
  const words = useWords(settingsWords)
  return (facts, value) => {
    if (facts.kind === 'number') return words.units[facts.unit](Number(value))
    if (facts.kind === 'switch') return value === true ? words.yes : words.no
    return words.styles[facts.options.find((o) => o === value) ?? facts.fallback]
  }
}

function SettingRow({
  name,
  settings,
  canChange,
  onHistory,
}: {
  name: SettingKey
  settings: Settings
  canChange: boolean
  onHistory: () => void
}) {
  const words = useWords(settingsWords)
  const shown = useShown()
  const facts = settingFacts[name]
  const { save, error } = useSaving(name)
  const id = `setting-${name}`
  return (
    <li className={css.setting}>
      <div>
        <label htmlFor={id} className={css.name}>
          {words.keys[name]}
        </label>
        <p className={css.about}>{words.about[name]}</p>
      </div>
      <div className={css.control}>
        {facts.kind === 'number' && (
          <NumberControl
            key={String(settings[name])}
            id={id}
            facts={facts}
            name={name}
            settings={settings}
            canChange={canChange}
            onSave={save.mutate}
            isBusy={save.isPending}
          />
        )}
        {facts.kind === 'switch' && (
          <select
            id={id}
            className={`${controls.input} ${controls.select}`}
            disabled={!canChange || save.isPending}
            value={String(settings[name])}
            onChange={(e) => save.mutate(e.target.value === 'true')}
          >
            <option value="true">{words.yes}</option>
            <option value="false">{words.no}</option>
          </select>
        )}
        {facts.kind === 'choice' && (
          <select
            id={id}
            className={`${controls.input} ${controls.select}`}
            disabled={!canChange || save.isPending}
            value={String(settings[name])}
            onChange={(e) => save.mutate(e.target.value as Value)}
          >
            {facts.options.map((option) => (
              <option key={option} value={option}>
                {words.styles[option]}
              </option>
            ))}
          </select>
        )}
        <ErrorLine error={error} />
      </div>
      <p className={css.facts}>
        <span>{words.fallback(shown(facts, facts.fallback))}</span>
        {canChange && settings[name] !== facts.fallback && (
          <button type="button" className="figure" onClick={() => save.mutate(facts.fallback)}>
            {words.reset}
            <span className="visually-hidden"> {words.keys[name]}</span>
          </button>
        )}
        {canChange && (
          <button type="button" className="figure" onClick={onHistory}>
            {words.history}
            <span className="visually-hidden"> {words.keys[name]}</span>
          </button>
        )}
      </p>
    </li>
  )
}

function useSaving(name: SettingKey) {
  const { id } = useMembership()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: (value: Value) => api('PUT /api/settings/:key', { params: { key: name }, body: { value } }),
    onSuccess: (reply) => {
      client.setQueryData(['settings', id], reply)
      void client.invalidateQueries({ queryKey: ['setting-history', id, name] })
    },
  })
  return { save, error: save.error }
}

function NumberControl({
  id,
  facts,
  name,
  settings,
  canChange,
  isBusy,
  onSave,
}: {
  id: string
  facts: Extract<SettingFacts, { kind: 'number' }>
  name: SettingKey
  settings: Settings
  canChange: boolean
  isBusy: boolean
  onSave: (value: number) => void
}) {
  const words = useWords(settingsWords)
  const current = String(settings[name])
  const [text, setText] = useState(current)
  const value = Number(text)
  const isInRange = /^\d+$/.test(text) && value >= facts.least && value <= facts.most
  const isTooLate =
    (name === 'answerTargetSeconds' && value > settings.answerDueSeconds) ||
    (name === 'answerDueSeconds' && value < settings.answerTargetSeconds)
  const problem = !isInRange ? words.notInRange : isTooLate ? words.targetAfterDue : null
  return (
    <form
      className={css.number}
      onSubmit={(e) => {
        e.preventDefault()
        if (!problem && text !== current) onSave(value)
      }}
    >
      <input
        id={id}
        inputMode="numeric"
        className={controls.input}
        value={text}
        disabled={!canChange}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${id}-range`}
        onChange={(e) => setText(e.target.value.trim())}
        onKeyDown={(e) => e.key === 'Escape' && setText(current)}
      />
      <span id={`${id}-range`} className={problem ? css.wrong : css.unit}>
        {words.unitNames[facts.unit]} <small>{problem ?? words.range(facts.least, facts.most)}</small>
      </span>
      {text !== current && (
        <>
          <Button type="submit" disabled={problem !== null} isBusy={isBusy}>
            {words.save}
          </Button>
          <Button kind="quiet" onClick={() => setText(current)}>
            {words.cancel}
          </Button>
        </>
      )}
    </form>
  )
}

function History({ name, onClose }: { name: SettingKey; onClose: () => void }) {
  const words = useWords(settingsWords)
  const time = useShopTime()
  const shown = useShown()
  const { id } = useMembership()
  const history = useQuery({
    queryKey: ['setting-history', id, name],
    queryFn: () => api('GET /api/settings/:key/history', { params: { key: name } }),
  })
  return (
    <Dialog title={words.historyTitle(words.keys[name])} onClose={onClose}>
      {history.error instanceof ApiError && <ErrorLine error={history.error} />}
      {history.isPending && <Loading lines={3} />}
      {history.data?.rows.length === 0 && <p>{words.noHistory}</p>}
      <ul className={css.history}>
        {history.data?.rows.map((row, i) => (
          <li key={i}>
            <b>{words.set(shown(settingFacts[name], row.value))}</b>
            <span>{row.by ?? words.byDesk}</span>
            <span>{time.since(row.at)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
