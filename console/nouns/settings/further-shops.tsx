import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMe, useMembership, useTakeMe } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { ShopFields, useShopDraft } from '../staff/shop-fields.tsx'
import { settingsWords } from './settings.words.ts'
import css from './settings.module.css'

/** For owners: a shop of one's own beside this one, and the end of the demo shop. */
export function FurtherShops() {
  const words = useWords(settingsWords)
  const { isDemo } = useMembership().shop
  const [asked, setAsked] = useState<'open' | 'remove' | null>(null)
  const close = () => setAsked(null)
  return (
    <section className={css.further}>
      <h2>{isDemo ? words.demoHere : words.furtherShop}</h2>
      <p className={css.lead}>{isDemo ? words.demoHereLead : words.furtherShopLead}</p>
      <p className={css.formActions}>
        <Button {...(isDemo ? { kind: 'filled' as const } : {})} onClick={() => setAsked('open')}>
          {isDemo ? words.openOwn : words.openAnother}
        </Button>
        {isDemo && (
          <Button kind="quiet" onClick={() => setAsked('remove')}>
            {words.removeDemo}
          </Button>
        )}
      </p>
      {asked === 'open' && <OpenShop onClose={close} />}
      {asked === 'remove' && <RemoveDemo onClose={close} onOpen={() => setAsked('open')} />}
    </section>
  )
}

function OpenShop({ onClose }: { onClose: () => void }) {
  const words = useWords(settingsWords)
  const [language] = useLanguage()
  const form = useId()
  const draft = useShopDraft(useMe().account.email)
  const [wasAsked, setAsked] = useState(false)
  const takeMe = useTakeMe()
  const navigate = useNavigate()
  const open = useMutation({
    mutationFn: () => api('POST /api/shops', { body: { ...draft.shop, language } }),
    onSuccess: (me) => {
      takeMe(me)
      onClose()
      void navigate({ to: '/s/$slug', params: { slug: draft.shop.slug } })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (draft.isComplete) open.mutate()
  }
  return (
    <Dialog
      title={words.openOwn}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="filled" type="submit" form={form} isBusy={open.isPending}>
            {words.openIt}
          </Button>
        </>
      }
    >
      <form id={form} className={css.stack} onSubmit={submit} noValidate>
        <ShopFields draft={draft} wasAsked={wasAsked} />
      </form>
      <ErrorLine error={open.error} />
    </Dialog>
  )
}

function RemoveDemo({ onClose, onOpen }: { onClose: () => void; onOpen: () => void }) {
  const words = useWords(settingsWords)
  const me = useMe()
  const here = useMembership()
  const takeMe = useTakeMe()
  const navigate = useNavigate()
  const next = me.memberships.find(({ id, roles }) => id !== here.id && roles.includes('owner'))
  const remove = useMutation({
    mutationFn: () => api('DELETE /api/shop/demo'),
    onSuccess: () => {
      if (!next) return
      void navigate({ to: '/s/$slug', params: { slug: next.shop.slug } }).then(() => {
        takeMe({ ...me, memberships: me.memberships.filter(({ id }) => id !== here.id) })
      })
    },
  })
  return (
    <Dialog
      title={words.removeDemo}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          {next ? (
            <Button kind="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              {words.removeDemo}
            </Button>
          ) : (
            <Button kind="filled" onClick={onOpen}>
              {words.openOwn}
            </Button>
          )}
        </>
      }
    >
      <p>{next ? words.removeDemoLead(next.shop.name) : words.ownFirst}</p>
      <ErrorLine error={remove.error} />
    </Dialog>
  )
}
