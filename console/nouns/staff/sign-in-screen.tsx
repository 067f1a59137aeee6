import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, ApiError, type Body } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useTakeMe } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { EmailField, looksLikeEmail, PasswordField } from './account-fields.tsx'
import { safeNext } from './safe-next.rules.ts'
import { staffWords } from './staff.words.ts'
import { Threshold } from './threshold.tsx'
import css from './threshold.module.css'

export function SignInScreen() {
  const words = useWords(staffWords)
  const next = useSearch({ strict: false, select: (s: { next?: string }) => s.next })
  const navigate = useNavigate()
  const takeMe = useTakeMe()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const [wasAsked, setAsked] = useState(false)
  const signIn = useMutation({
    mutationFn: (body: Body<'POST /api/session'>) => api('POST /api/session', { body }),
    onSuccess: (me) => {
      takeMe(me)
      const first = me.memberships[0]
      const wanted = safeNext(next)
      if (wanted) void navigate({ href: wanted })
      else void navigate(first ? { to: '/s/$slug', params: { slug: first.shop.slug } } : { to: '/' })
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'session.second_factor_needed') setNeedsCode(true)
    },
  })
  const isOnlyCodeMissing =
    signIn.error instanceof ApiError && signIn.error.code === 'session.second_factor_needed'
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (!looksLikeEmail(email) || !password || (needsCode && !code.trim())) return
    signIn.mutate({ email: email.trim(), password, ...(needsCode && { code: code.replace(/\s/g, '') }) })
  }
  return (
    <Threshold title={words.signInTitle} lead={words.signInLead}>
      <form className={css.form} onSubmit={submit} noValidate>
        <EmailField autoFocus wasAsked={wasAsked} value={email} onChange={(e) => setEmail(e.target.value)} />
        <PasswordField wasAsked={wasAsked} value={password} onText={setPassword} />
        {needsCode && (
          <TextField
            label={words.code}
            hint={words.codeHint}
            autoFocus
            inputMode="text"
            autoComplete="one-time-code"
            maxLength={20}
            value={code}
            problem={wasAsked && !code.trim() && !isOnlyCodeMissing ? words.empty : undefined}
            onChange={(e) => setCode(e.target.value)}
          />
        )}
        {signIn.error && !isOnlyCodeMissing && <ErrorLine error={signIn.error} />}
        <div className={css.actions}>
          <Button kind="filled" type="submit" isBusy={signIn.isPending}>
            {words.signIn}
          </Button>
        </div>
        <p className="meta">{words.forgotten}</p>
      </form>
    </Threshold>
  )
}
