import { connect, type Socket } from 'node:net'

// HTTP/1.1 by hand: on a machine of two cores every microsecond of the load generator is taken from the server.

export interface Address {
  path: string
  headers: Readonly<Record<string, string>>
}

const headOf = (method: string, { path, headers }: Address, more = '') =>
  `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}${more}`

/** The text of a POST, ready for its body. */
export const postHead = (to: Address): string =>
  headOf('POST', to, 'content-type: application/json\r\ncontent-length: ')

const open = async (port: number, localAddress?: string): Promise<Socket> => {
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    ...(localAddress ? { localAddress } : {}),
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return socket
}

export interface KeptConnection {
  /** Sends one request; `answered` is told the status when the whole answer is there. One at a time. */
  send(text: string, answered: (status: number, body: string) => void): void
  close(): void
}

/** A connection that is kept between requests. Answers must say their length. */
export const keepConnection = async (port: number): Promise<KeptConnection> => {
  const socket = await open(port)
  let received = ''
  let answered: ((status: number, body: string) => void) | undefined
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const bytes = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1]
    if (bytes === undefined || received.length < headEnd + 4 + Number(bytes)) return
    const [status, body, tell] = [Number(received.slice(9, 12)), received.slice(headEnd + 4), answered]
    received = ''
    answered = undefined
    tell?.(status, body)
  })
  // A server that goes away answers nothing any more; the run counts what is missing.
  socket.on('error', () => socket.destroy())
  return {
    send: (text, tell) => {
      answered = tell
      socket.write(text)
    },
    close: () => {
      socket.destroy()
    },
  }
}

/** Opens a stream and hands on what comes; resolves with the way to close it once the server has begun to answer. */
export const openStream = async (
  port: number,
  to: Address,
  received: (text: string) => void,
  localAddress?: string,
): Promise<() => void> => {
  const socket = await open(port, localAddress)
  socket.setEncoding('latin1')
  const begun = new Promise<void>((resolve, reject) => {
    socket.once('data', (text: string) =>
      text.startsWith('HTTP/1.1 200')
        ? resolve()
        : reject(new Error(`the stream was refused: ${text.slice(0, 200)}`)),
    )
    socket.once('close', () => reject(new Error('the stream was closed')))
  })
  socket.on('error', () => socket.destroy())
  socket.on('data', received)
  socket.write(headOf('GET', to, 'accept: text/event-stream\r\n\r\n'))
  await begun
  return () => {
    socket.destroy()
  }
}
