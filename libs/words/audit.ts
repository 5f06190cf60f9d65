import type { Sentence } from './say.js';

/**
 * What an audit entry says somebody did, as the rest of a sentence that begins with their name: 「オーナーが」＋「募集を公開しました」.
 * Every action that the code records has words here; a test reads the code and looks.
 */
export const AUDIT_WORDS = {
  'account.registered': { ja: 'アカウントを登録しました', en: 'registered the account' },
  'account.emailConfirmed': { ja: 'メールアドレスを確認しました', en: 'confirmed the e-mail address' },
  'account.passwordChanged': { ja: 'パスワードを変更しました', en: 'changed the password' },
  'document.read': { ja: '書面を開きました', en: 'opened the document' },
  'check.failed': { ja: '夜間点検で記録の食い違いを見つけました', en: 'found records that do not agree' },
} as const satisfies Record<string, Sentence>;
export type AuditAction = keyof typeof AUDIT_WORDS;

/** The words of an action; one that a newer version recorded stands as its code. */
export function auditSentence(action: string): Sentence {
  const words: Readonly<Record<string, Sentence>> = AUDIT_WORDS;
  return words[action] ?? { ja: action, en: action };
}
