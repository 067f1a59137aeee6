import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Store } from '#contract/staff/shop.ts'
import type { Import } from '#contract/orders/orders.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useShop } from '../../parts/use-shop.ts'
import { useWords } from '../../parts/words.tsx'
import { orderStatusWords, statusSaid } from '../orders/order-status.words.ts'
import { Counts } from './counts.tsx'
import css from './import.module.css'
import { ChooseFile } from './choose-file.tsx'
import { importWords } from './import.words.ts'
import { LookAgain, useLookAgain } from './look-again.tsx'
import { Refusals } from './refusals.tsx'
import { StoreChoice } from './store-choice.tsx'

interface Props {
  one: Import
  onRun: (next: Import) => void
  onFile: (file: File) => void
  /** Set where its columns can be named otherwise. */
  onColumns?: (() => void) | undefined
  /** Kept by whoever shows the preview: another look at the file must not lose what was typed. */
  wish: RunWish
  onWish: (wish: RunWish) => void
}

/** How the file is to be taken in, besides the store it goes into. */
export interface RunWish {
  /** Of a new store. */
  name: string
  isStrict: boolean
}
export const noWish: RunWish = { name: '', isStrict: false }

const platforms: Readonly<Record<string, readonly string[]>> = {
  taobao: ['taobao', 'tmall'],
  taobao_lines: ['taobao', 'tmall'],
  shopify: ['shopify'],
  pinduoduo: ['pinduoduo'],
  douyin: ['douyin'],
  alibaba_1688: ['alibaba_1688'],
}

/** What the table would become, before anything is changed; then into which store it goes. */
export function ImportPreview({ one, onRun, onFile, onColumns, wish, onWish }: Props) {
  const words = useWords(importWords)
  const shop = useShop()
  return (
    <>
      <div className={css.lead}>
        <p className="song">{one.format ? words.found(words.formats[one.format]) : one.fileName}</p>
        <p className={css.quiet}>
          {one.fileName}
          {onColumns && (
            <>
              {'　'}
              <button type="button" className="link" onClick={onColumns}>
                {words.changeColumns}
              </button>
            </>
          )}
        </p>
        <Counts one={one} />
        <LookAgain one={one} onNext={onRun} />
      </div>
      <Sample rows={one.sample} title={words.sample} />
      <Refusals one={one} />
      {shop.data && (
        <Target
          one={one}
          stores={shop.data.stores}
          onRun={onRun}
          onFile={onFile}
          wish={wish}
          onWish={onWish}
        />
      )}
      <ErrorLine error={shop.error} />
    </>
  )
}

/** Orders as they would be stored. */
export function Sample({ rows, title }: { rows: Import['sample']; title: string }) {
  const words = useWords(importWords)
  const statuses = useWords(orderStatusWords)
  const format = useFormat()
  if (rows.length === 0) return null
  const columns = words.sampleColumns
  return (
    <Section title={title}>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={title}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.buyer}</th>
              <th scope="col">{columns.title}</th>
              <th scope="col">{columns.placed}</th>
              <th scope="col">{columns.status}</th>
              <th scope="col" className={css.number}>
                {columns.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((order) => (
              <tr key={order.name}>
                <td>{order.name}</td>
                <td>{order.buyer}</td>
                <td className={css.cut}>
                  {order.title}
                  {order.quantity > 1 && ` ×${order.quantity}`}
                </td>
                <td className="nowrap">
                  {order.placedAt && `${format.day(order.placedAt)} ${format.clock(order.placedAt)}`}
                </td>
                <td className="nowrap">{statusSaid(statuses, order.status)}</td>
                <td className={css.number}>{order.total && format.money(order.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Target({ one, stores, onRun, onFile, wish, onWish }: Props & { stores: readonly Store[] }) {
  const words = useWords(importWords)
  const format = useFormat()
  const fitting = one.format ? (platforms[one.format] ?? []) : []
  // Stores of the same platform first; the only one that fits is chosen already.
  const sorted = [...stores].sort(
    (a, b) => Number(!fitting.includes(a.platform)) - Number(!fitting.includes(b.platform)),
  )
  const best = stores.filter((store) => fitting.includes(store.platform))
  const [chosen, setChosen] = useState<string>(
    one.isNewStore
      ? 'new'
      : (one.storeId ?? (best.length === 1 ? (best[0]?.id ?? 'new') : stores.length === 0 ? 'new' : '')),
  )
  const { name, isStrict } = wish
  const setName = (next: string) => onWish({ ...wish, name: next })
  const setStrict = (next: boolean) => onWish({ ...wish, isStrict: next })
  const running = useMutation({
    mutationFn: () =>
      api('POST /api/imports/:id/run', {
        params: { id: one.id },
        body: {
          ...(chosen === 'new' ? { storeName: name.trim() } : { storeId: chosen }),
          ...(isStrict && { strict: true }),
        },
      }),
    onSuccess: onRun,
  })
  const look = useLookAgain(one.id, onRun)
  /** Times and amounts of a file that names no zone or currency are read by those of the store it goes into. */
  const choose = (id: string) => {
    setChosen(id)
    const store = stores.find((other) => other.id === id)
    const before = stores.find((other) => other.id === one.storeId)
    const isRead = one.format === 'mapped' || one.format === 'shopify'
    const isOther =
      (store?.currency ?? '') !== (before?.currency ?? '') ||
      (store?.timeZone ?? '') !== (before?.timeZone ?? '')
    if (isRead && isOther) look.mutate({ storeId: store ? id : null })
  }
  const isReady = one.orders > 0 && !look.isPending && (chosen === 'new' ? name.trim() !== '' : chosen !== '')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (isReady) running.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Section title={words.store.title}>
        <StoreChoice stores={sorted} chosen={chosen} onChoose={choose} />
        {chosen === 'new' && (
          <div className={css.name}>
            <TextField
              label={words.store.name}
              hint={words.store.nameHint}
              maxLength={80}
              value={name}
              autoFocus={stores.length > 0}
              onChange={(e) => setName(e.target.value)}
            />
          </div>
        )}
        <Checkbox
          label={words.strict}
          hint={isStrict && one.refusedCount > 0 ? words.strictBlocks : words.strictHint}
          checked={isStrict}
          onChange={(e) => setStrict(e.target.checked)}
        />
        <ErrorLine error={look.error ?? running.error} />
        <p className={css.actions}>
          <Button type="submit" kind="filled" disabled={!isReady} isBusy={running.isPending}>
            {one.orders > 0 ? words.go(format.count(one.orders)) : words.nothingToGo}
          </Button>
          <ChooseFile label={words.other} onFile={onFile} />
          {one.orders > 0 && chosen === 'new' && name.trim() === '' && (
            <span className={css.quiet}>{words.store.missing}</span>
          )}
        </p>
      </Section>
    </form>
  )
}
