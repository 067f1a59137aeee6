import type { StreamFrame } from '#contract/events.ts'

/**
 * Cuts a text/event-stream into frames. Feed it pieces as they come; it keeps the unfinished rest.
 * Comment lines (keep-alive) yield nothing. A frame whose data is no JSON is an error of the sender and thrown.
 */
export function frameReader(): (piece: string) => StreamFrame[] {
  let rest = ''
  return (piece) => {
    rest += piece.replaceAll('\r\n', '\n')
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      const frame = frameOf(block)
      return frame ? [frame] : []
    })
  }
}

function frameOf(block: string): StreamFrame | null {
  let event = ''
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5))
  }
  if (!event || data.length === 0) return null
  return { event, data: JSON.parse(data.join('\n')) } as StreamFrame
}
