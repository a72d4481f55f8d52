import { randomBytes } from 'node:crypto'

/** A masked text frame, as clients must send it (RFC 6455 §5.3). */
export function textFrame(text: string): Buffer {
  return clientFrame(0x1, Buffer.from(text))
}

export function pongFrame(payload: Buffer): Buffer {
  return clientFrame(0xa, payload)
}

function clientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  if (length > 0xff_ff) throw new RangeError('no message of the benchmark is this long')
  const start = length < 126 ? 2 : 4
  const frame = Buffer.allocUnsafe(start + 4 + length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (start === 2 ? length : 126)
  if (start === 4) frame.writeUInt16BE(length, 2)
  const mask = randomBytes(4)
  mask.copy(frame, start)
  for (let index = 0; index < length; index++) {
    frame[start + 4 + index] = payload[index]! ^ mask[index & 3]!
  }
  return frame
}

export interface ServerFrame {
  readonly opcode: number
  readonly payload: Buffer
  /** Where the next frame begins. */
  readonly end: number
}

/** The whole frame that begins at `at`; null while some of it is missing. */
export function readFrame(data: Buffer, at: number): ServerFrame | null {
  if (data.length < at + 2) return null
  const short = data[at + 1]! & 0x7f
  if (short === 127) throw new RangeError('no answer of the benchmark is this long')
  const start = at + (short === 126 ? 4 : 2)
  if (data.length < start) return null
  const end = start + (short === 126 ? data.readUInt16BE(at + 2) : short)
  return data.length < end ? null : { opcode: data[at]! & 0x0f, payload: data.subarray(start, end), end }
}
