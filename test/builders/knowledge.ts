import type { Article } from '#contract/knowledge/knowledge.ts'
import { expect } from 'vitest'
import type { ChatDesk } from './chat.ts'
import type { TestPerson } from './staff.ts'

/** What people do with a shop's knowledge, asked of the desk and the shop that stand when they do it. */
export const knowledgeOf = (chat: () => ChatDesk, people: () => { lead: TestPerson; agent: TestPerson }) => {
  const write = async (body: object, person: TestPerson = people().lead) =>
    chat().call('POST /api/knowledge/articles', {
      headers: person.headers,
      body: { section: 'faq', language: 'zh', title: '退款到账时间', ...body } as never,
    })
  const made = async (body: object = {}, person?: TestPerson): Promise<Article> => {
    const reply = await write(body, person)
    expect(reply.status).toBe(200)
    return reply.body
  }
  const search = async (q: string, more: object = {}, person: TestPerson = people().agent) =>
    (await chat().call('GET /api/knowledge/search', { headers: person.headers, query: { q, ...more } })).body
      .rows
  const titles = async (q: string, more: object = {}) => (await search(q, more)).map(({ title }) => title)
  const read = async (id: string, person: TestPerson = people().agent) =>
    (await chat().call('GET /api/knowledge/articles/:id', { headers: person.headers, params: { id } })).body
  const list = async (query: object, person: TestPerson = people().agent) =>
    (await chat().call('GET /api/knowledge/articles', { headers: person.headers, query })).body.rows
  const act = (
    key: 'POST /api/knowledge/articles/:id/approval' | 'POST /api/knowledge/articles/:id/retirement',
    article: Pick<Article, 'id' | 'version'>,
    person: TestPerson = people().lead,
  ) =>
    chat().call(key, {
      headers: person.headers,
      params: { id: article.id },
      body: { version: article.version },
    })
  const ask = async (body: object, person: TestPerson = people().agent) =>
    chat().call('POST /api/knowledge/asked', {
      headers: person.headers,
      body: { way: 'sent', ...body } as never,
    })
  const repeats = async (all = false) =>
    (await chat().call('GET /api/knowledge/repeats', { headers: people().agent.headers, query: { all } }))
      .body
  return { write, made, search, titles, read, list, act, ask, repeats }
}
