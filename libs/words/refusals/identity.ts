import type { Sentence } from '../sentence.js';

export const IDENTITY_REFUSALS = {
  'session.wrongPassword': { ja: 'メールアドレスかパスワードが違います。もう一度入力するか、パスワードを再設定してください。', en: 'The address or the password is not right. Try again, or reset your password.' },
  'session.disabled': { ja: 'このアカウントは停止しています。組合にご連絡ください。', en: 'This account is closed. Please contact the cooperative.' },
  'emailToken.invalid': { ja: 'このリンクは期限が切れているか、すでに使われています。新しいリンクを送り直してください。', en: 'This link has expired or was used already. Ask for a new one.' },
  'password.wrong': { ja: 'いまのパスワードが違います。もう一度入力してください。', en: 'Your present password is not right. Please enter it again.' },
  'demo.notEmpty': { ja: 'すでにデータがあるため、見本のデータは入れられません。空のデータベースで実行してください。', en: 'There is data here already; the demonstration data goes into an empty database only.' },
  'demo.production': { ja: '本番環境では見本のデータは使えません。', en: 'The demonstration data cannot be used in production.' },
} as const satisfies Record<string, Sentence>;
