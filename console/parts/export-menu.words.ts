import { defineWords } from './words.tsx'

export const exportWords = defineWords({
  zh: {
    face: '导出',
    xlsx: 'Excel 表格',
    csv: 'CSV',
    json: 'JSON',
    about: '按现在的筛选，全部导出',
    lines: 'Excel，每件商品一行',
    messages: 'Excel，每条消息一行',
    person: '此人的全部资料（ZIP）',
  },
  en: {
    face: 'Export',
    xlsx: 'Excel workbook',
    csv: 'CSV',
    json: 'JSON',
    about: 'everything, as filtered now',
    lines: 'Excel, a row for each line',
    messages: 'Excel, a row for each message',
    person: 'Everything about this person (ZIP)',
  },
})
