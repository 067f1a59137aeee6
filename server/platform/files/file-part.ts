import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../http/app-error.ts'

/**
 * The one file of a form, in the field `file`; its size is counted by whoever reads it.
 * @throws AppError request.unsupported_media when it is no form, request.invalid when the form has no such field.
 */
export async function filePart(request: FastifyRequest): Promise<{ name: string; content: Readable }> {
  if (!request.isMultipart()) throw new AppError('request.unsupported_media')
  const part = await firstPart(request)
  if (part?.fieldname !== 'file') {
    part?.file.resume()
    throw new AppError('request.invalid', { problems: [{ path: '/body/file', rule: 'required' }] })
  }
  return { name: part.filename ?? '', content: part.file }
}

async function firstPart(request: FastifyRequest) {
  try {
    // Whoever reads stops at a limit of its own; the form's would cut a file short and call it whole.
    return await request.file({ throwFileSizeLimit: false, limits: { fileSize: Number.MAX_SAFE_INTEGER } })
  } catch (error) {
    // Codes are of the form's own limits; without one the form could not be read.
    if (error instanceof Error && 'statusCode' in error) throw error
    throw new AppError('request.invalid', { problems: [{ path: '/body', rule: 'multipart' }] })
  }
}
