import type { ComponentChildren } from 'preact'
import { markBox, petalFills, petalPath, petalTurn } from '../../parts/mark.ts'

export function Mark({ className }: { className?: string }) {
  return (
    <svg class={className} viewBox={markBox} aria-hidden="true">
      {petalFills.map((fill, index) => (
        <path key={fill} d={petalPath} fill={fill} transform={petalTurn(index)} />
      ))}
    </svg>
  )
}

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const FoldIcon = () => (
  <Icon>
    <path d="m6.5 9.5 5.5 5.5 5.5-5.5" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
)
export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5.5M6 11.2l6-6 6 6" />
  </Icon>
)
export const CameraIcon = () => (
  <Icon>
    <path d="M4.5 7.5h3l1.7-2.5h5.6l1.7 2.5h3c.6 0 1 .4 1 1v9.5c0 .6-.4 1-1 1h-15c-.6 0-1-.4-1-1V8.5c0-.6.4-1 1-1Z" />
    <circle cx="12" cy="13" r="3.6" />
  </Icon>
)
export const PictureIcon = () => (
  <Icon>
    <rect x="3.5" y="4.5" width="17" height="15" rx="1.5" />
    <path d="m4 17 5-5 4 4 3-3 4.5 4.5" />
    <circle cx="15.5" cy="9" r="1.2" />
  </Icon>
)
export const FileIcon = () => (
  <Icon>
    <path d="M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5V8.5h5" />
  </Icon>
)
export const SmileIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M8.3 14.2c.9 1.3 2.2 2 3.7 2s2.8-.7 3.7-2M9 9.6v.01M15 9.6v.01" />
  </Icon>
)
export const DownIcon = () => (
  <Icon>
    <path d="M12 5v13M6.5 12.5 12 18l5.5-5.5" />
  </Icon>
)

/** State is shape, word and colour: a circle is calm, a diamond amber, an octagon late, a ring waits. */
export function StateShape({ shape }: { shape: 'circle' | 'ring' | 'diamond' | 'octagon' }) {
  return (
    <svg class={`shape ${shape}`} viewBox="0 0 16 16" aria-hidden="true">
      {shape === 'circle' && (
        <>
          <circle cx="8" cy="8" r="7.5" fill="currentColor" />
          <path
            d="m4.8 8.2 2.3 2.3 4.1-4.6"
            fill="none"
            stroke="var(--card)"
            stroke-width="1.7"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </>
      )}
      {shape === 'ring' && (
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.8" />
      )}
      {shape === 'diamond' && <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" />}
      {shape === 'octagon' && <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" fill="currentColor" />}
    </svg>
  )
}
