import { useRef, useState } from 'preact/hooks'

/** Files dragged onto the chat. Only those: a dragged word or link is the page's business. */
export function useDrop(onFiles: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false)
  // Enter and leave come for every element inside, so they are counted.
  const depth = useRef(0)
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
  const count = (step: number) => {
    depth.current = Math.max(0, depth.current + step)
    setOver(depth.current > 0)
  }
  const handlers = {
    onDragEnter: (event: DragEvent) => hasFiles(event) && count(1),
    onDragLeave: (event: DragEvent) => hasFiles(event) && count(-1),
    onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      count(-depth.current)
      onFiles([...(event.dataTransfer?.files ?? [])])
    },
  }
  return { isOver, handlers }
}
