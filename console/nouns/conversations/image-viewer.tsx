import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Attachment } from '#contract/conversations/conversations.ts'
import { useWords } from '../../parts/words.tsx'
import css from './image-viewer.module.css'
import { chatWords } from './chat.words.ts'

/** A picture over the whole screen: arrows to the others of the chat, Esc or a click beside it closes. */
export function ImageViewer({
  images,
  startAt,
  onClose,
}: {
  images: readonly Attachment[]
  startAt: number
  onClose: () => void
}) {
  const words = useWords(chatWords)
  const dialog = useRef<HTMLDialogElement>(null)
  const [at, setAt] = useState(startAt)
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const image = images[at]
  if (!image) return null
  const go = (step: number) => setAt((n) => Math.min(images.length - 1, Math.max(0, n + step)))
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowLeft') go(-1)
    else if (e.key === 'ArrowRight') go(1)
  }
  return (
    <dialog
      ref={dialog}
      className={css.viewer}
      aria-label={image.name}
      onKeyDown={onKeyDown}
      onCancel={(e) => {
        e.preventDefault()
        onClose()
      }}
      onClick={(e) => e.target === e.currentTarget && onClose()}
    >
      <img src={image.url} alt={image.name} />
      <footer>
        <span className={css.name}>{image.name}</span>
        {images.length > 1 && (
          <>
            <button type="button" disabled={at === 0} onClick={() => go(-1)}>
              {words.previousImage}
            </button>
            <span>
              {at + 1} / {images.length}
            </span>
            <button type="button" disabled={at === images.length - 1} onClick={() => go(1)}>
              {words.nextImage}
            </button>
          </>
        )}
        <a href={image.url} download={image.name}>
          {words.download}
        </a>
        <button type="button" onClick={onClose}>
          {words.closeImage}
        </button>
      </footer>
    </dialog>
  )
}
