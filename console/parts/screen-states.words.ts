import { defineWords } from './words.tsx'

export const screenStateWords = defineWords({
  zh: {
    loading: '正在读',
    unread: (thing: string) => `${thing}没读出来。`,
    thisPage: '这一页',
    happened: '怎么了', kept: '留住了', todo: '该做的',
    retry: '现在再试', home: '回到首页', copy: '复制', copied: '已复制', show: '显示', hide: '隐藏', request: (id: string) => `编号 ${id}`,
    retryIn: (seconds: number) => `${seconds} 秒后自己再试。`,
    notFound: '这里没有东西。',
    notFoundWhy: '地址写错了，或者它不属于您的店。',
    close: '关上', menu: '更多动作',
    nothingLost: '您写了一半的内容还在这台机器上。',
    wrongField: (field: string) => `不对的地方：${field}`,
  },
  en: {
    loading: 'Loading',
    unread: (thing) => `${thing} could not be read.`,
    thisPage: 'This page',
    happened: 'What happened', kept: 'What is safe', todo: 'What to do',
    retry: 'Try now', home: 'Go to the start', copy: 'Copy', copied: 'Copied', show: 'Show', hide: 'Hide', request: (id) => `No. ${id}`,
    retryIn: (seconds) => `It tries again in ${seconds} s.`,
    notFound: 'There is nothing here.',
    notFoundWhy: 'The address is wrong, or it is not of your shop.',
    close: 'Close', menu: 'More actions',
    nothingLost: 'What you had half written is still on this machine.',
    wrongField: (field) => `Not right: ${field}`,
  },
})
