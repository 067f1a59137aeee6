import { useEffect, useRef } from 'preact/hooks'
import type { Words } from '../words.ts'
import type { Picture } from './attachments.tsx'
import { CloseIcon } from './icons.tsx'

/** One picture, large, over the chat. */
export function Lightbox({
  picture,
  words,
  onClose,
}: {
  picture: Picture
  words: Words
  onClose: () => void
}) {
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <div
      class="lightbox"
      role="dialog"
      aria-modal="true"
      aria-label={words.picture(picture.name)}
      onClick={onClose}
    >
      <img src={picture.url} alt={picture.name} />
      <div class="lightbox-bar">
        <a
          href={picture.url}
          target="_blank"
          rel="noopener noreferrer"
          onClick={(event) => event.stopPropagation()}
        >
          {words.original}
        </a>
        <button ref={close} type="button" class="tool" aria-label={words.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
    </div>
  )
}
