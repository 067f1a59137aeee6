import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { meKey, useMe } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { PasswordField } from './account-fields.tsx'
import { accountWords } from './account.words.ts'
import { SquareCode } from './square-code.tsx'
import css from './account.module.css'

/** Two-step sign-in: on with an authenticator and its code, off with the password. */
export function SecondFactor() {
  const words = useWords(accountWords)
  const { hasSecondFactor } = useMe().account
  const [asked, setAsked] = useState<'on' | 'off' | null>(null)
  return (
    <div className={css.factor}>
      <p>{hasSecondFactor ? words.factorOn : words.factorOff}</p>
      <Button onClick={() => setAsked(hasSecondFactor ? 'off' : 'on')}>
        {hasSecondFactor ? words.turnOff : words.turnOn}
      </Button>
      {asked === 'on' && <TurnOn onClose={() => setAsked(null)} />}
      {asked === 'off' && <TurnOff onClose={() => setAsked(null)} />}
    </div>
  )
}

function TurnOn({ onClose }: { onClose: () => void }) {
  const words = useWords(accountWords)
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const form = useId()
  const begin = useMutation({ mutationFn: () => api('POST /api/session/second-factor') })
  const confirm = useMutation({
    mutationFn: () => api('PUT /api/session/second-factor', { body: { code: code.replace(/\s/g, '') } }),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!begin.data) begin.mutate()
    else if (code.trim()) confirm.mutate()
  }
  if (confirm.data) {
    const codes = confirm.data.recoveryCodes
    return (
      <Dialog
        title={words.recovery}
        onClose={onClose}
        foot={
          <Button kind="filled" onClick={onClose}>
            {words.done}
          </Button>
        }
      >
        <p>{words.recoveryLead}</p>
        <CopyField label={words.recovery} value={codes.join('\n')} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={words.turnOn}
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
            isBusy={begin.isPending || confirm.isPending}
            disabled={begin.data !== undefined && !code.trim()}
          >
            {begin.data ? words.confirm : words.turnOn}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className={css.stack}>
        <p>{words.factorLead}</p>
        {begin.data && (
          <>
            <SquareCode text={begin.data.uri} label={words.squareCode} />
            <CopyField label={words.secret} value={begin.data.secret} />
            <p>
              <a className="link" href={begin.data.uri}>
                {words.uri}
              </a>
            </p>
            <TextField
              label={words.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              maxLength={20}
              value={code}
              onChange={(e) => setCode(e.target.value)}
            />
          </>
        )}
      </form>
      <ErrorLine error={begin.error ?? confirm.error} />
    </Dialog>
  )
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const words = useWords(accountWords)
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const form = useId()
  const remove = useMutation({
    mutationFn: () => api('DELETE /api/session/second-factor', { body: { password } }),
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: meKey })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (password) remove.mutate()
  }
  return (
    <Dialog
      title={words.turnOff}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="danger" type="submit" form={form} disabled={!password} isBusy={remove.isPending}>
            {words.turnOff}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className={css.stack}>
        <p>{words.offLead}</p>
        <PasswordField autoFocus value={password} onText={setPassword} />
      </form>
      <ErrorLine error={remove.error} />
    </Dialog>
  )
}
