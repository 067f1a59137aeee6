import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { Scope } from '#contract/staff/roles.ts'
import { api, type Body, type Reply } from '../../parts/api.ts'
import { Button, Checkbox, TextField } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { instantAt } from '../../parts/shop-time.rules.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { settingsWords } from './settings.words.ts'
import css from './settings.module.css'

type Key = Reply<'GET /api/keys'>['rows'][number]

/** Keys of other systems: made, shown once, revoked. */
export function ApiKeys() {
  const words = useWords(settingsWords)
  const { id } = useMembership()
  const [isAdding, setAdding] = useState(false)
  const keys = useQuery({ queryKey: ['keys', id], queryFn: () => api('GET /api/keys') })
  if (keys.error && !keys.data)
    return <ErrorState error={keys.error} thing={words.keysSection} retry={() => void keys.refetch()} />
  if (!keys.data) return <Loading lines={3} />
  return (
    <>
      <p className={css.lead}>{words.keysLead}</p>
      {keys.data.rows.length === 0 ? (
        <p className={css.quiet}>{words.noKeys}</p>
      ) : (
        <ul className={css.settings}>
          {keys.data.rows.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      <p className={css.formActions}>
        <Button kind="filled" onClick={() => setAdding(true)}>
          {words.addKey}
        </Button>
      </p>
      {isAdding && <AddKey onClose={() => setAdding(false)} />}
    </>
  )
}

function KeyRow({ apiKey }: { apiKey: Key }) {
  const words = useWords(settingsWords)
  const time = useShopTime()
  const { id } = useMembership()
  const client = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const revoke = useMutation({
    mutationFn: () => api('DELETE /api/keys/:id', { params: { id: apiKey.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys', id] }),
  })
  return (
    <li className={css.key}>
      <b>{apiKey.name}</b>
      <code>{apiKey.prefix}…</code>
      <span className={css.quiet}>{apiKey.scopes.map((scope) => words.scopeNames[scope]).join(' · ')}</span>
      <span className={css.quiet}>
        {apiKey.lastUsedAt ? words.lastUsed(time.since(apiKey.lastUsedAt)) : words.neverUsed}
        {apiKey.expiresAt && (
          <>
            <br />
            {words.expiresAt(time.since(apiKey.expiresAt))}
          </>
        )}
      </span>
      <span>
        {isAsked ? (
          <Button kind="danger" isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
            {words.revokeSure}
          </Button>
        ) : (
          <Button onClick={() => setAsked(true)}>
            {words.revoke}
            <span className="visually-hidden"> {apiKey.name}</span>
          </Button>
        )}
        <ErrorLine error={revoke.error} />
      </span>
    </li>
  )
}

function AddKey({ onClose }: { onClose: () => void }) {
  const words = useWords(settingsWords)
  const { id, shop } = useMembership()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['orders:read', 'orders:write'])
  const [lastDay, setLastDay] = useState('')
  const form = useId()
  const add = useMutation({
    mutationFn: (body: Body<'POST /api/keys'>) => api('POST /api/keys', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys', id] }),
  })
  const all = Object.keys(words.scopeNames) as Scope[]
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!name.trim() || scopes.length === 0) return
    const [year = 0, month = 1, day = 1] = lastDay.split('-').map(Number)
    const expiresAt = lastDay
      ? new Date(instantAt(shop.timeZone, { year, month, day, hour: 23, minute: 59 })).toISOString()
      : undefined
    add.mutate({ name: name.trim(), scopes, ...(expiresAt && { expiresAt }) })
  }
  if (add.data) {
    return (
      <Dialog title={words.keyMade} onClose={onClose} foot={<Button onClick={onClose}>{words.done}</Button>}>
        <p>{words.keyOnce}</p>
        <CopyField label={words.keyMade} value={add.data.secret} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={words.addKey}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            kind="filled"
            type="submit"
            form={form}
            disabled={!name.trim() || scopes.length === 0}
            isBusy={add.isPending}
          >
            {words.addKey}
          </Button>
        </>
      }
    >
      <form id={form} className={css.stack} onSubmit={submit}>
        <TextField
          label={words.keyName}
          autoFocus
          maxLength={80}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <fieldset className={controls.field}>
          <legend className={controls.label}>{words.scopes}</legend>
          <div className={css.scopes}>
            {all.map((scope) => (
              <Checkbox
                key={scope}
                label={words.scopeNames[scope]}
                checked={scopes.includes(scope)}
                onChange={(e) =>
                  setScopes(all.filter((s) => (s === scope ? e.target.checked : scopes.includes(s))))
                }
              />
            ))}
          </div>
          {scopes.length === 0 && <p className={controls.problem}>{words.scopesNeeded}</p>}
        </fieldset>
        <TextField
          label={words.expires}
          type="date"
          value={lastDay}
          onChange={(e) => setLastDay(e.target.value)}
        />
      </form>
      <ErrorLine error={add.error} />
    </Dialog>
  )
}
