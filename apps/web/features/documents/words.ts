import { defineWords } from '../../lib/words';

export const words = defineWords({
  ja: {
    title: '書面',
    number: '番号',
    issued: '発行',
    version: (n: number) => `第${n}版`,
    download: 'PDFを開く',
    toClaim: 'この担当を開く',
    toReceipts: '領収書の一覧',
    before: 'ひとつ前の版を開く',
    check: {
      title: 'この書面が変わっていないこと',
      text: '発行した内容は、あとから書き換えられません。内容から計算した次の値（SHA-256）が同じなら、同じ書面です。PDFにも同じ値が載っています。',
      button: 'この端末で確かめる',
      same: '一致しました。発行した時のままです。',
      different: '一致しません。組合の相談窓口にご連絡ください。',
      contact: '相談窓口',
    },
    read: (at: string) => `${at}にはじめて開きました`,
    paper: '紙の書面が必要なときは、組合にお申し付けください。費用はかかりません。',
  },
  en: {
    title: 'Document',
    number: 'Number',
    issued: 'Issued',
    version: (n: number) => `version ${n}`,
    download: 'Open the PDF',
    toClaim: 'Open the shift',
    toReceipts: 'All receipts',
    before: 'Open the version before',
    check: {
      title: 'That nothing has changed',
      text: 'What was issued cannot be rewritten. If the value below (SHA-256), computed from the content, is the same, so is the document. The PDF carries it too.',
      button: 'Check on this device',
      same: 'It matches: just as it was issued.',
      different: 'It does not match. Please tell the cooperative’s help desk.',
      contact: 'Where to turn',
    },
    read: (at: string) => `First opened on ${at}`,
    paper: 'If you need it on paper, ask the cooperative. It costs nothing.',
  },
});
