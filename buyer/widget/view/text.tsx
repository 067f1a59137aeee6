import { linkify } from '../linkify.rules.ts'

/** A message's text: never markup, addresses as links that tell the other side nothing about this page. */
export function Text({ text }: { text: string }) {
  return (
    <span class="text" dir="auto">
      {linkify(text).map((piece, index) =>
        piece.href ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </span>
  )
}
