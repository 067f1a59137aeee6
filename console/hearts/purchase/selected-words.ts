import { useEffect, useState } from 'react'

export interface SelectedWords {
  messageId: string
  text: string
}

/** What is selected in one message of the buyer; null while nothing is. */
export function useSelectedWords(): SelectedWords | null {
  const [selected, setSelected] = useState<SelectedWords | null>(null)
  useEffect(() => {
    const look = () => {
      const next = readSelection(document.getSelection())
      setSelected((before) =>
        before?.messageId === next?.messageId && before?.text === next?.text ? before : next,
      )
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])
  return selected
}

function readSelection(selection: Selection | null): SelectedWords | null {
  if (!selection || selection.isCollapsed) return null
  const text = selection.toString().trim()
  const node = selection.anchorNode
  const element = node instanceof Element ? node : node?.parentElement
  const message = element?.closest<HTMLElement>('[data-message][data-author=buyer]')
  const messageId = message?.dataset['message']
  return text === '' || !messageId ? null : { messageId, text: text.slice(0, 500) }
}
