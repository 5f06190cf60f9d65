import { defineWords } from '../../lib/words';

/** Asking somebody who has signed in to agree to what is new. They are with everybody all the time, so they stand apart from the desks' words. */
export const words = defineWords({
  ja: {
    label: '規約の確認',
    first: '利用規約などの確認をお願いします。',
    again: '規約などが新しくなりました。',
    open: '確認する',
    title: '内容を確認してください',
    button: '内容を読み、同意します',
    done: '同意を記録しました',
    record: 'どの版にいつ同意したかを記録します。',
    read: '全文を読む',
    version: (n: number, day: string) => `第${n}版・${day}から適用`,
  },
  en: {
    label: 'Texts to read',
    first: 'Please look at our terms.',
    again: 'Our terms have changed.',
    open: 'Read',
    title: 'Please read these',
    button: 'I have read them and agree',
    done: 'Your consent is recorded',
    record: 'We keep which version you agreed to, and when.',
    read: 'Read in full',
    version: (n: number, day: string) => `Version ${n}, from ${day}`,
  },
});
