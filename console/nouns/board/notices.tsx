import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, type Body } from '../../parts/api.ts'
import { Button, TextArea, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { inputText, instantOfInput } from '../../parts/shop-time.rules.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'

/** What the shop announces now or later. */
export function Notices() {
  const words = useWords(boardWords)
  const format = useFormat()
  const [language] = useLanguage()
  const client = useQueryClient()
  const { id } = useMembership()
  const [isAdding, setAdding] = useState(false)
  const notices = useQuery({ queryKey: ['notices', id], queryFn: () => api('GET /api/notices') })
  const withdraw = useMutation({
    mutationFn: (notice: string) => api('DELETE /api/notices/:id', { params: { id: notice } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices', id] }),
  })
  const rows = notices.data?.rows ?? []
  return (
    <Section title={words.notices} right={<Button onClick={() => setAdding(true)}>{words.addNotice}</Button>}>
      <p className={css.quiet}>{rows.length === 0 ? words.noNotices : words.noticesRemark}</p>
      <ul className={css.groups}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <p>{language === 'zh' ? row.textZh : row.textEn}</p>
              <p className={css.quiet}>
                {row.isCurrent && <b>{words.noticeNow} · </b>}
                {format.when(row.from)} – {format.when(row.until)}
                {row.waitSeconds !== null && ` · ${words.noticeWaitShown(Math.ceil(row.waitSeconds / 60))}`}
              </p>
            </div>
            <Button kind="quiet" isBusy={withdraw.isPending} onClick={() => withdraw.mutate(row.id)}>
              {words.withdraw}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorLine error={notices.error ?? withdraw.error} />
      {isAdding && <NewNotice onClose={() => setAdding(false)} />}
    </Section>
  )
}

function NewNotice({ onClose }: { onClose: () => void }) {
  const words = useWords(boardWords)
  const client = useQueryClient()
  const { id, shop } = useMembership()
  const [textZh, setZh] = useState('')
  const [textEn, setEn] = useState('')
  const [wait, setWait] = useState('')
  const [from, setFrom] = useState(() => inputText(shop.timeZone, serverNow()))
  const [until, setUntil] = useState(() => inputText(shop.timeZone, serverNow() + 86_400_000))
  const [wasAsked, setAsked] = useState(false)
  const add = useMutation({
    mutationFn: (body: Body<'POST /api/notices'>) => api('POST /api/notices', { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['notices', id] })
      onClose()
    },
  })
  const minutes = Number(wait)
  const isWaitWrong = wait !== '' && (!Number.isInteger(minutes) || minutes < 1 || minutes > 1440)
  const [start, end] = [instantOfInput(shop.timeZone, from), instantOfInput(shop.timeZone, until)]
  const isPeriodWrong = start === null || end === null || end <= start || end <= serverNow()
  const missing = (text: string) => (wasAsked && text.trim() === '' ? words.needed : undefined)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (textZh.trim() === '' || textEn.trim() === '' || isWaitWrong || isPeriodWrong) return
    add.mutate({
      textZh: textZh.trim(),
      textEn: textEn.trim(),
      waitSeconds: wait === '' ? null : minutes * 60,
      from: new Date(start).toISOString(),
      until: new Date(end).toISOString(),
    })
  }
  return (
    <Dialog
      isDrawer
      title={words.addNotice}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="filled" type="submit" form="new-notice" isBusy={add.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id="new-notice" className={css.form} onSubmit={submit} noValidate>
        <TextArea
          label={words.noticeZh}
          rows={3}
          maxLength={300}
          value={textZh}
          problem={missing(textZh)}
          onChange={(e) => setZh(e.target.value)}
        />
        <TextArea
          label={words.noticeEn}
          rows={3}
          maxLength={300}
          value={textEn}
          problem={missing(textEn)}
          onChange={(e) => setEn(e.target.value)}
        />
        <TextField
          label={words.noticeFrom}
          type="datetime-local"
          value={from}
          onChange={(e) => setFrom(e.target.value)}
        />
        <TextField
          label={words.noticeUntil}
          type="datetime-local"
          value={until}
          problem={isPeriodWrong ? words.badPeriod : undefined}
          onChange={(e) => setUntil(e.target.value)}
        />
        <TextField
          label={words.noticeWait}
          inputMode="numeric"
          value={wait}
          problem={isWaitWrong ? words.badWait : undefined}
          onChange={(e) => setWait(e.target.value.trim())}
        />
      </form>
      <ErrorLine error={add.error} />
    </Dialog>
  )
}
