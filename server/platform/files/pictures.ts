import sharp, { type Sharp } from 'sharp'
import { AppError } from '../http/app-error.ts'
import { createTurns } from '../turns/turns.ts'
import type { Kind } from './kinds.rules.ts'

/** All frames together. A telephone's largest photo has 50 million; four bytes each, that is what one picture may cost. */
const mostPixels = 64_000_000
const mostFrames = 500
/** Enough to read the print on a label in a photo of the box. */
const longestSide = 4096
const thumbSide = 480

// What was not asked for is not loaded: the library reads many more formats than we accept.
sharp.block({ operation: ['VipsForeignLoad'] })
const loaders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif']
sharp.unblock({
  operation: loaders.flatMap((one) => [`VipsForeignLoad${one}File`, `VipsForeignLoad${one}Buffer`]),
})
sharp.cache(false)
sharp.concurrency(1)

const inTurn = createTurns(2, 30)

export interface Picture {
  width: number
  height: number
}

/**
 * Decodes a picture and writes it anew: turned as its camera was held, without places, devices, comments or anything
 * hidden behind it. Writes `to` and a thumbnail (WebP, at most 480 pixels, first frame).
 * @throws AppError file.too_large {pixels}, file.broken, request.too_many
 */
export function writeAnew(
  from: string,
  to: string,
  thumb: string,
  format: NonNullable<Kind['picture']>,
): Promise<Picture> {
  return inTurn(async () => {
    try {
      const isAnimated = await judge(from)
      const source = sharp(from, { ...limits, animated: isAnimated })
      // Frames lie in one tall picture, which cannot be turned.
      const turned = isAnimated ? source : source.autoOrient()
      const fitting = turned.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
      const info = await write(fitting, format).timeout({ seconds: 20 }).toFile(to)
      await sharp(to, limits)
        .resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 75 })
        .timeout({ seconds: 20 })
        .toFile(thumb)
      return { width: info.width, height: info.pageHeight ?? info.height }
    } catch (error) {
      if (error instanceof AppError) throw error
      throw new AppError('file.broken', { reason: 'picture' })
    }
  })
}

const limits = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true } as const

/** Reads the head alone. Whether it moves. */
async function judge(path: string): Promise<boolean> {
  const head = await sharp(path, { failOn: 'error', limitInputPixels: false }).metadata()
  const frames = head.pages ?? 1
  const pixels = head.width * (head.pageHeight ?? head.height) * frames
  if (pixels > mostPixels || frames > mostFrames)
    throw new AppError('file.too_large', { pixels, limit: mostPixels })
  return frames > 1
}

function write(image: Sharp, format: NonNullable<Kind['picture']>): Sharp {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: 85 })
    case 'png':
      return image.png()
    case 'webp':
      return image.webp({ quality: 85 })
    case 'gif':
      return image.gif({ effort: 3 })
  }
}
