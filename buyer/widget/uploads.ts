import { addressOf, upload } from '../parts/api.ts'
import { newId } from '../parts/new-id.ts'
import type { messageLimits } from '#contract/conversations/conversations.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { afterFailure, changeFile } from './outbox.rules.ts'
import type { Session } from './session.ts'
import { smaller } from './smaller.ts'
import type { Picked, Store } from './state.ts'
import type { Words } from './words.ts'

/** As the contract says; its file carries schemas, which must not reach a buyer's phone. */
export const limits: typeof messageLimits = { text: 4000, attachments: 9, fileBytes: 10 * 1024 * 1024 }

export const fileSize = (bytes: number) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) ? 1 : 0)} MB`

/** Files on their way: each starts to go up as soon as it is picked, while the buyer is still writing. */
export interface Uploads {
  pick: (files: readonly File[]) => void
  remove: (localId: string) => void
  /** Goes on with what the network cut off. */
  flush: () => void
  stop: () => void
}

interface Options {
  base: string
  store: Store
  session: Session
  words: Words
  /** A file that a waiting message needs is up. */
  onUploaded: () => void
}

interface Job {
  file: File
  body: Blob | null
  tries: number
  isRunning: boolean
  abort: AbortController
}

export function startUploads({ base, store, session, words, onUploaded }: Options): Uploads {
  const jobs = new Map<string, Job>()
  let retry = 0

  const update = (localId: string, part: Partial<Picked>) => {
    const { tray, pictures } = store.get()
    const picture = pictures[localId]
    store.set({
      tray: tray.map((each) => (each.localId === localId ? { ...each, ...part } : each)),
      pictures: picture ? { ...pictures, [localId]: { ...picture, ...part } } : pictures,
    })
  }

  const run = async (localId: string, job: Job) => {
    const token = session.token()
    if (job.isRunning || !token) return
    job.isRunning = true
    job.body ??= await smaller(job.file)
    const { address } = addressOf(base, 'POST /api/widget/files', {})
    const onProgress = (share: number) => update(localId, { share })
    const answer = await upload(address, token, job.body, nameFor(job), onProgress, job.abort.signal)
    job.isRunning = false
    if (!jobs.has(localId)) return
    if (answer.ok) {
      jobs.delete(localId)
      update(localId, { fileId: answer.value.id, share: 1 })
      store.set({ outbox: changeFile(store.get().outbox, localId, answer.value.id) })
      return onUploaded()
    }
    const verdict = afterFailure(answer.refusal, job.tries, Math.random())
    if (verdict.kind === 'refuse') return refuse(localId, verdict.reason, job.file.name)
    job.tries += 1
    clearTimeout(retry)
    retry = window.setTimeout(flush, verdict.kind === 'retry' ? verdict.inMs : 1000)
  }

  const refuse = (localId: string, reason: ErrorCode, name: string) => {
    jobs.delete(localId)
    const { tray, outbox, trouble } = store.get()
    const word = wordFor(reason, name, words)
    store.set({
      trouble: trouble ? `${trouble} ${word}` : word,
      tray: tray.filter((each) => each.localId !== localId),
      outbox: outbox.map((item) =>
        item.files.some((file) => file.localId === localId)
          ? { ...item, state: 'refused', refusal: reason }
          : item,
      ),
    })
  }

  const flush = () => jobs.forEach((job, localId) => void run(localId, job))

  return {
    flush,
    pick: (files) => {
      const { tray } = store.get()
      const room = limits.attachments - tray.length
      const troubles = files.length > room ? [words.filesTooMany(limits.attachments)] : []
      const picked: Picked[] = []
      for (const file of files.slice(0, Math.max(0, room))) {
        const trouble = troubleWith(file, words)
        if (trouble) {
          troubles.push(trouble)
          continue
        }
        const localId = newId()
        const isImage = file.type.startsWith('image/')
        jobs.set(localId, { file, body: null, tries: 0, isRunning: false, abort: new AbortController() })
        picked.push({
          localId,
          name: file.name,
          mime: file.type,
          bytes: file.size,
          fileId: null,
          preview: isImage ? URL.createObjectURL(file) : null,
          share: 0,
        })
      }
      store.set({ tray: [...tray, ...picked], trouble: troubles[0] ?? null })
      flush()
    },
    remove: (localId) => {
      jobs.get(localId)?.abort.abort()
      jobs.delete(localId)
      store.set({ tray: store.get().tray.filter((each) => each.localId !== localId), trouble: null })
    },
    stop: () => {
      clearTimeout(retry)
      for (const job of jobs.values()) job.abort.abort()
      jobs.clear()
    },
  }
}

function troubleWith(file: File, words: Words): string | null {
  if (file.size === 0) return words.fileEmpty(file.name)
  // A large photo is made smaller before it goes; anything else has to fit as it is.
  const isTooLarge = file.size > limits.fileBytes && !file.type.startsWith('image/')
  return isTooLarge ? words.fileTooLarge(file.name, fileSize(limits.fileBytes)) : null
}

function wordFor(code: ErrorCode, name: string, words: Words): string {
  if (code === 'file.too_large' || code === 'request.too_large')
    return words.fileTooLarge(name, fileSize(limits.fileBytes))
  if (code === 'file.unsupported' || code === 'request.unsupported_media') return words.fileUnsupported(name)
  return code === 'file.broken' ? words.fileBroken(name) : words.fileFailed(name)
}

const nameFor = ({ file, body }: Job) =>
  body === file ? file.name : file.name.replace(/\.\w+$/, '') + '.jpg'
