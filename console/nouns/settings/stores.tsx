import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { Store } from '#contract/staff/shop.ts'
import { api } from '../../parts/api.ts'
import { Button, ButtonLink, SelectField, TextField } from '../../parts/controls.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useShop } from '../../parts/use-shop.ts'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { settingsWords } from './settings.words.ts'
import css from './settings.module.css'

const platforms = [
  'own_site',
  'taobao',
  'tmall',
  'jd',
  'pinduoduo',
  'douyin',
  'alibaba_1688',
  'shopify',
  'woocommerce',
  'wechat',
  'other',
] as const

/** The shopfronts, their orders, and the chat code of those that can carry it. */
export function Stores() {
  const words = useWords(settingsWords)
  const shop = useShop()
  const isOwner = useHasRole('owner')
  const [isAdding, setAdding] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const open = shop.data?.stores.find((s) => s.id === openId)
  if (shop.error && !shop.data)
    return <ErrorState error={shop.error} thing={words.stores} retry={() => void shop.refetch()} />
  if (!shop.data) return <Loading lines={4} />
  return (
    <>
      <p className={css.lead}>{words.storesLead}</p>
      <ul className={css.settings}>
        {shop.data.stores.map((store) => (
          <StoreRow key={store.id} store={store} onOpen={isOwner ? () => setOpenId(store.id) : undefined} />
        ))}
      </ul>
      {isOwner && (
        <p className={css.formActions}>
          <Button onClick={() => setAdding(true)}>{words.addStore}</Button>
        </p>
      )}
      {isAdding && <AddStore onClose={() => setAdding(false)} />}
      {open && <WidgetDialog store={open} onClose={() => setOpenId(null)} />}
    </>
  )
}

function StoreRow({ store, onOpen }: { store: Store; onOpen: (() => void) | undefined }) {
  const words = useWords(settingsWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  return (
    <li className={css.store}>
      <b>{store.name}</b>
      <span>{words.platforms[store.platform]}</span>
      <span>
        <ButtonLink
          kind="quiet"
          to="/s/$slug/orders"
          params={{ slug }}
          search={{ storeId: store.id } as never}
        >
          {words.orderCount(format.count(store.orderCount))}
        </ButtonLink>
      </span>
      <span className={css.quiet}>
        {store.lastImportAt ? words.lastImport(time.since(store.lastImportAt)) : words.never}
      </span>
      {store.widgetKey === null ? (
        <span className={css.quiet}>{words.noChat}</span>
      ) : (
        onOpen && (
          <Button onClick={onOpen}>
            {words.chatCode}
            <span className="visually-hidden"> {store.name}</span>
          </Button>
        )
      )}
    </li>
  )
}

function AddStore({ onClose }: { onClose: () => void }) {
  const words = useWords(settingsWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [platform, setPlatform] = useState<(typeof platforms)[number]>('own_site')
  const form = useId()
  const add = useMutation({
    mutationFn: () => api('POST /api/stores', { body: { name: name.trim(), platform } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['shop', id] })
      onClose()
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (name.trim()) add.mutate()
  }
  return (
    <Dialog
      title={words.addStore}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="filled" type="submit" form={form} disabled={!name.trim()} isBusy={add.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={form} className={css.stack} onSubmit={submit}>
        <TextField
          label={words.storeName}
          autoFocus
          maxLength={80}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <SelectField
          label={words.platform}
          value={platform}
          onChange={(e) => setPlatform(platforms.find((p) => p === e.target.value) ?? 'own_site')}
        >
          {platforms.map((p) => (
            <option key={p} value={p}>
              {words.platforms[p]}
            </option>
          ))}
        </SelectField>
      </form>
      <ErrorLine error={add.error} />
    </Dialog>
  )
}

/** The script tag, the demo page, and the secret for buyers who are signed in on the shop's own site. */
function WidgetDialog({ store, onClose }: { store: Store; onClose: () => void }) {
  const words = useWords(settingsWords)
  const [language] = useLanguage()
  const { id } = useMembership()
  // Reading it is audited: asked for only when opened, and not again for a while.
  const widget = useQuery({
    queryKey: ['widget', id, store.id],
    queryFn: () => api('GET /api/stores/:id/widget', { params: { id: store.id } }),
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  })
  const demo =
    widget.data && `${widget.data.demoPage}${widget.data.demoPage.includes('?') ? '&' : '?'}lang=${language}`
  return (
    <Dialog isDrawer title={words.widgetTitle(store.name)} onClose={onClose}>
      {widget.error && <ErrorLine error={widget.error} />}
      {widget.isPending && <Loading lines={4} />}
      {widget.data && (
        <>
          <p>{words.tagLead}</p>
          <CopyField label={words.tag} value={widget.data.tag} />
          <section className={css.widgetPart}>
            <p>{words.demoLead}</p>
            <p>
              <a className={css.demoLink} href={demo} target="_blank" rel="noreferrer">
                {words.demo}
              </a>
            </p>
          </section>
          <section className={css.widgetPart}>
            <h3>{words.secret}</h3>
            <p>{words.secretLead}</p>
            <CopyField label={words.secret} value={widget.data.secret} isSecret />
          </section>
        </>
      )}
    </Dialog>
  )
}
