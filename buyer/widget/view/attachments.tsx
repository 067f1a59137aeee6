import { useState } from 'preact/hooks'
import { fileAddress } from '../../parts/api.ts'
import type { Attachment } from '#contract/conversations/conversations.ts'
import type { OutboxFile } from '../outbox.rules.ts'
import type { Picked } from '../state.ts'
import { fileSize } from '../uploads.ts'
import type { Words } from '../words.ts'
import { FileIcon } from './icons.tsx'

export interface Picture {
  name: string
  url: string
}

const LARGEST = 240

const isPicture = ({ mime, width }: Attachment) => mime.startsWith('image/') && width !== null

/** What was sent with a message: pictures to look at, anything else to download. */
export function Attachments(props: {
  base: string
  files: readonly Attachment[]
  words: Words
  onLook: (picture: Picture) => void
}) {
  return (
    <>
      {props.files.map((file) =>
        isPicture(file) ? (
          <Thumbnail key={file.id} {...props} file={file} />
        ) : (
          <FileLink key={file.id} base={props.base} file={file} />
        ),
      )}
    </>
  )
}

function Thumbnail({
  base,
  file,
  words,
  onLook,
}: {
  base: string
  file: Attachment
  words: Words
  onLook: (picture: Picture) => void
}) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return <FileLink base={base} file={file} />
  const url = fileAddress(base, file.url)
  return (
    <button
      type="button"
      class="picture"
      aria-label={words.openPicture(file.name)}
      onClick={() => onLook({ name: file.name, url })}
    >
      <img
        src={`${url}${url.includes('?') ? '&' : '?'}thumb=1`}
        alt=""
        style={roomFor(file)}
        loading="lazy"
        onError={() => setBroken(true)}
      />
    </button>
  )
}

/** Its place is kept before it is loaded: nothing jumps when it comes. Pixels. */
function roomFor({ width, height }: Attachment) {
  const [wide, high] = [width ?? 1, height ?? 1]
  const scale = Math.min(1, LARGEST / wide, LARGEST / high)
  return { width: `${Math.round(wide * scale)}px`, aspectRatio: `${wide} / ${high}` }
}

function FileLink({ base, file }: { base: string; file: Attachment }) {
  return (
    <a
      class="file"
      href={fileAddress(base, file.url)}
      target="_blank"
      rel="noopener noreferrer"
      download={file.name}
    >
      <FileIcon />
      <span class="file-name">{file.name}</span>
      <span class="file-size">{fileSize(file.bytes)}</span>
    </a>
  )
}

/** The same while it is still on its way. */
export function UnsentFiles({
  files,
  pictures,
}: {
  files: readonly OutboxFile[]
  pictures: Readonly<Record<string, Picked>>
}) {
  return (
    <>
      {files.map((file) => {
        const picked = pictures[file.localId]
        if (picked?.preview) {
          return (
            <span key={file.localId} class="picture">
              <img src={picked.preview} alt={file.name} />
              <Progress share={picked.share} />
            </span>
          )
        }
        return (
          <span key={file.localId} class="file">
            <FileIcon />
            <span class="file-name">{file.name}</span>
            <span class="file-size">{fileSize(file.bytes)}</span>
            {picked ? <Progress share={picked.share} /> : null}
          </span>
        )
      })}
    </>
  )
}

export function Progress({ share }: { share: number }) {
  return share < 1 ? (
    <span class="progress" aria-hidden="true">
      <span style={{ width: `${Math.max(4, share * 100)}%` }} />
    </span>
  ) : null
}
