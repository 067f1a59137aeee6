import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { api, type Body, type Reply } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useTakeMe } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { EmailField, looksLikeEmail, PasswordField, PASSWORD_LENGTH } from './account-fields.tsx'
import { staffWords } from './staff.words.ts'
import { Threshold } from './threshold.tsx'
import css from './threshold.module.css'

export function InvitationScreen() {
  const words = useWords(staffWords)
  const token = useParams({ strict: false, select: (p: { token?: string }) => p.token ?? '' })
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api('GET /api/invitations/:token', { params: { token } }),
  })
  if (invitation.error) return <ErrorState error={invitation.error} thing={words.invitation.thing} isPage />
  if (!invitation.data) return <Loading isPage />
  return <Acceptance token={token} invitation={invitation.data} />
}

function Acceptance({
  token,
  invitation,
}: {
  token: string
  invitation: Reply<'GET /api/invitations/:token'>
}) {
  const words = useWords(staffWords)
  const [language] = useLanguage()
  const [name, setName] = useState(invitation.displayName)
  const [email, setEmail] = useState(invitation.email ?? '')
  const [password, setPassword] = useState('')
  const [wasAsked, setAsked] = useState(false)
  const navigate = useNavigate()
  const takeMe = useTakeMe()
  const accept = useMutation({
    mutationFn: (body: Body<'POST /api/invitations/:token/acceptance'>) =>
      api('POST /api/invitations/:token/acceptance', { params: { token }, body }),
    onSuccess: (me) => {
      takeMe(me)
      const joined = me.memberships.find((m) => m.shop.name === invitation.shopName) ?? me.memberships[0]
      void navigate(joined ? { to: '/s/$slug', params: { slug: joined.shop.slug } } : { to: '/' })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (name.trim() && looksLikeEmail(email) && password.length >= PASSWORD_LENGTH) {
      accept.mutate({ name: name.trim(), email: email.trim(), password, language })
    }
  }
  const roles = invitation.roles.map((role) => words.roles[role]).join(words.and)
  return (
    <Threshold title={words.invitation.title(invitation.shopName)} lead={words.invitation.lead(roles)}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={words.name}
          hint={words.nameHint}
          autoFocus
          autoComplete="name"
          maxLength={80}
          value={name}
          problem={wasAsked && !name.trim() ? words.empty : undefined}
          onChange={(e) => setName(e.target.value)}
        />
        <EmailField
          wasAsked={wasAsked}
          value={email}
          readOnly={invitation.email !== null}
          onChange={(e) => setEmail(e.target.value)}
        />
        {invitation.hasAccount && <p className="meta">{words.invitation.hasAccount}</p>}
        <PasswordField
          isNew={!invitation.hasAccount}
          wasAsked={wasAsked}
          value={password}
          onText={setPassword}
        />
        {accept.error && <ErrorLine error={accept.error} />}
        <div className={css.actions}>
          <Button kind="filled" type="submit" isBusy={accept.isPending}>
            {words.invitation.accept}
          </Button>
        </div>
      </form>
    </Threshold>
  )
}
