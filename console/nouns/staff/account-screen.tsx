import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, type Body } from '../../parts/api.ts'
import { Button, Choice, TextField } from '../../parts/controls.tsx'
import { useSignOut } from '../../parts/presence.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useMe, useTakeMe } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { getTheme, setTheme, type Theme } from '../../parts/theme.ts'
import { useLanguage, useWords, type Language } from '../../parts/words.tsx'
import { PasswordField, PASSWORD_LENGTH } from './account-fields.tsx'
import { accountWords } from './account.words.ts'
import css from './account.module.css'
import { browserName } from './browser-name.rules.ts'
import { SecondFactor } from './second-factor.tsx'
import { staffWords } from './staff.words.ts'

/** One's own: name, language, light or dark, password, two-step sign-in, sessions. */
export function AccountScreen() {
  const words = useWords(accountWords)
  const me = useMe()
  const signOut = useSignOut()
  return (
    <Screen title={words.title} right={<Button onClick={signOut}>{words.signOut}</Button>}>
      <Section title={words.you} right={me.account.email}>
        <OwnName />
        <Shops />
      </Section>
      <Looks />
      <Section title={words.password}>
        <PasswordChange />
      </Section>
      <Section title={words.factor}>
        <SecondFactor />
      </Section>
      <Section title={words.sessions}>
        <Sessions />
      </Section>
    </Screen>
  )
}

function useChangeMe() {
  const takeMe = useTakeMe()
  return useMutation({
    mutationFn: (body: Body<'PATCH /api/session/account'>) => api('PATCH /api/session/account', { body }),
    onSuccess: takeMe,
  })
}

function OwnName() {
  const words = useWords(accountWords)
  const { name: current } = useMe().account
  const [name, setName] = useState(current)
  const change = useChangeMe()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (name.trim() && name.trim() !== current) change.mutate({ name: name.trim() })
  }
  return (
    <form className={css.line} onSubmit={submit}>
      <TextField
        label={words.name}
        maxLength={80}
        autoComplete="name"
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <Button type="submit" disabled={!name.trim() || name.trim() === current} isBusy={change.isPending}>
        {words.save}
      </Button>
      <span role="status" className={css.done}>
        {change.isSuccess && name.trim() === current && words.saved}
      </span>
      <ErrorLine error={change.error} />
    </form>
  )
}

function Shops() {
  const words = useWords(accountWords)
  const { roles } = useWords(staffWords)
  const { memberships } = useMe()
  return (
    <div className={css.shops}>
      <h3>{words.shops}</h3>
      <ul>
        {memberships.map((m) => (
          <li key={m.id}>
            <Link to="/s/$slug" params={{ slug: m.shop.slug }} className="link">
              {m.shop.name}
            </Link>
            <span>{m.roles.map((role) => roles[role]).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Looks() {
  const words = useWords(accountWords)
  const [language, setLanguage] = useLanguage()
  const [theme, setThemeHere] = useState<Theme>(getTheme)
  const change = useChangeMe()
  const chooseLanguage = (next: Language) => {
    setLanguage(next)
    change.mutate({ language: next })
  }
  const chooseTheme = (next: Theme) => {
    setTheme(next)
    setThemeHere(next)
  }
  return (
    <Section title={`${words.language} · ${words.theme}`} right={words.here}>
      <div className={css.looks}>
        <Choice
          label={words.language}
          value={language}
          onChange={chooseLanguage}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))}
        />
        <Choice
          label={words.theme}
          value={theme}
          onChange={chooseTheme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: words.themes[value],
          }))}
        />
      </div>
      <ErrorLine error={change.error} />
    </Section>
  )
}

function PasswordChange() {
  const words = useWords(accountWords)
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [wasAsked, setAsked] = useState(false)
  const change = useChangeMe()
  const client = useQueryClient()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (!old || next.length < PASSWORD_LENGTH) return
    change.mutate(
      { password: { old, new: next } },
      {
        onSuccess: () => {
          setOld('')
          setNext('')
          setAsked(false)
          void client.invalidateQueries({ queryKey: ['sessions'] })
        },
      },
    )
  }
  return (
    <form className={css.passwords} onSubmit={submit} noValidate>
      <PasswordField label={words.oldPassword} value={old} onText={setOld} wasAsked={wasAsked} />
      <PasswordField label={words.newPassword} value={next} onText={setNext} wasAsked={wasAsked} isNew />
      <div className={css.passwordActions}>
        <Button type="submit" isBusy={change.isPending}>
          {words.changePassword}
        </Button>
        <span role="status" className={css.done}>
          {change.isSuccess && words.passwordChanged}
        </span>
      </div>
      <ErrorLine error={change.error} />
    </form>
  )
}

function Sessions() {
  const words = useWords(accountWords)
  const time = useShopTime()
  const client = useQueryClient()
  const list = useQuery({ queryKey: ['sessions'], queryFn: () => api('GET /api/sessions') })
  const end = useMutation({
    mutationFn: (id: string) => api('DELETE /api/sessions/:id', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
  return (
    <>
      <ErrorLine error={list.error ?? end.error} />
      {list.isPending && <Loading lines={2} />}
      <ul className={css.sessions}>
        {list.data?.rows.map((row) => (
          <li key={row.id}>
            <b>{row.agent ? browserName(row.agent) : words.unknownAgent}</b>
            <span>{words.since(time.since(row.createdAt))}</span>
            <span>{row.isThis ? words.thisOne : words.seen(time.since(row.lastSeenAt))}</span>
            {row.isThis ? (
              <span />
            ) : (
              <Button disabled={end.isPending} onClick={() => end.mutate(row.id)}>
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
