import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, type Body } from '../../parts/api.ts'
import { Button, Choice, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useTakeMe } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { EmailField, looksLikeEmail, PasswordField, PASSWORD_LENGTH } from './account-fields.tsx'
import { ShopFields, useShopDraft } from './shop-fields.tsx'
import { staffWords } from './staff.words.ts'
import { Threshold } from './threshold.tsx'
import css from './threshold.module.css'

interface Who {
  name: string
  email: string
  password: string
}

/** First run: who you are, then your shop or the demo shop. */
export function SetupScreen() {
  const fromHash = useLocation({ select: (l) => l.hash.replace(/^#/, '').replace(/^token=/, '') })
  const fromSearch = useSearch({ strict: false, select: (s: { token?: string }) => s.token })
  const [pasted, setPasted] = useState('')
  const [who, setWho] = useState<Who>({ name: '', email: '', password: '' })
  const [isSecond, setSecond] = useState(false)
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => api('GET /api/setup'), staleTime: 0 })

  const token = fromSearch || fromHash || pasted
  if (setup.error) return <ErrorState error={setup.error} retry={() => void setup.refetch()} isPage />
  if (!setup.data) return <Loading isPage />
  if (!setup.data.needed) return <Navigate to="/sign-in" replace />
  if (!token) return <AskToken onToken={setPasted} />
  return isSecond ? (
    <ShopStep who={who} token={token} onBack={() => setSecond(false)} />
  ) : (
    <WhoStep who={who} onChange={setWho} onNext={() => setSecond(true)} />
  )
}

function AskToken({ onToken }: { onToken: (token: string) => void }) {
  const words = useWords(staffWords)
  const [text, setText] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const token = text.trim().replace(/^.*(?:#|token=)/, '')
    if (token) onToken(token)
  }
  return (
    <Threshold title={words.setup.noToken} lead={words.setup.noTokenLead}>
      <form className={css.form} onSubmit={submit}>
        <TextField
          label={words.setup.link}
          autoFocus
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <div className={css.actions}>
          <Button kind="filled" type="submit">
            {words.setup.go}
          </Button>
        </div>
      </form>
    </Threshold>
  )
}

function WhoStep({ who, onChange, onNext }: { who: Who; onChange: (who: Who) => void; onNext: () => void }) {
  const words = useWords(staffWords)
  const [wasAsked, setAsked] = useState(false)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (who.name.trim() && looksLikeEmail(who.email) && who.password.length >= PASSWORD_LENGTH) onNext()
  }
  return (
    <Threshold title={words.setup.whoTitle} lead={words.setup.whoLead} step={words.setup.step(1)}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={words.name}
          hint={words.nameHint}
          autoFocus
          autoComplete="name"
          maxLength={80}
          value={who.name}
          problem={wasAsked && !who.name.trim() ? words.empty : undefined}
          onChange={(e) => onChange({ ...who, name: e.target.value })}
        />
        <EmailField
          wasAsked={wasAsked}
          value={who.email}
          onChange={(e) => onChange({ ...who, email: e.target.value })}
        />
        <PasswordField
          isNew
          wasAsked={wasAsked}
          value={who.password}
          onText={(password) => onChange({ ...who, password })}
        />
        <div className={css.actions}>
          <Button kind="filled" type="submit">
            {words.next}
          </Button>
        </div>
      </form>
    </Threshold>
  )
}

type Kind = 'own' | 'demo'

function ShopStep({ who, token, onBack }: { who: Who; token: string; onBack: () => void }) {
  const words = useWords(staffWords)
  const [language] = useLanguage()
  const [kind, setKind] = useState<Kind>('own')
  const draft = useShopDraft(who.email)
  const [wasAsked, setAsked] = useState(false)
  const navigate = useNavigate()
  const takeMe = useTakeMe()
  const finish = useMutation({
    mutationFn: (body: Body<'POST /api/setup'>) => api('POST /api/setup', { body }),
    onSuccess: (me) => {
      takeMe(me)
      const first = me.memberships[0]
      void navigate(first ? { to: '/s/$slug', params: { slug: first.shop.slug } } : { to: '/' })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (kind === 'own' && !draft.isComplete) return
    finish.mutate({
      token,
      language,
      name: who.name.trim(),
      email: who.email.trim(),
      password: who.password,
      shop: kind === 'own' ? { kind, ...draft.shop } : { kind },
    })
  }
  return (
    <Threshold title={words.setup.shopTitle} step={words.setup.step(2)}>
      <form className={css.form} onSubmit={submit} noValidate>
        <Choice
          label={words.setup.kind}
          isLabelHidden
          isRows
          value={kind}
          onChange={setKind}
          options={[
            { value: 'own', label: words.setup.own, about: words.setup.ownAbout },
            { value: 'demo', label: words.setup.demo, about: words.setup.demoAbout },
          ]}
        />
        {kind === 'own' && <ShopFields draft={draft} wasAsked={wasAsked} />}
        {finish.error && <ErrorLine error={finish.error} />}
        <div className={css.actions}>
          <Button kind="filled" type="submit" isBusy={finish.isPending}>
            {kind === 'own' ? words.setup.open : words.setup.openDemo}
          </Button>
          <Button kind="quiet" onClick={onBack}>
            {words.back}
          </Button>
        </div>
      </form>
    </Threshold>
  )
}
