import { useRef } from 'react'
import { Button } from '../../parts/controls.tsx'

/** A button that asks for one exported table. */
export function ChooseFile({
  label,
  isFilled = false,
  onFile,
}: {
  label: string
  isFilled?: boolean
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button kind={isFilled ? 'filled' : 'plain'} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        accept=".csv,.txt,.xlsx,text/csv"
        aria-hidden="true"
        onChange={(e) => {
          const file = e.target.files?.[0]
          e.target.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
