import type { Sentence } from './sentence.js';

/** What the owner of a space agrees to before it becomes a member. A changed text gets the next version; old acceptances keep theirs. */
export const SPACE_TERMS: { version: number; title: Sentence; clauses: readonly Sentence[] } = {
  version: 1,
  title: { ja: 'スペース参加規約', en: 'Terms for member spaces' },
  clauses: [
    {
      ja: 'ミキサーへの依頼は業務委託です。スペースは1枠ごとに内容、場所、日時、報酬を先に示し、示した内容で依頼します。',
      en: 'Work entrusted to mixers is contract work. The space shows content, place, time and reward of each slot beforehand and keeps to them.',
    },
    {
      ja: '受付マニュアルを公開し、実情に合わせて更新します。ミキサーは最新の版を読んでから担当します。',
      en: 'The space publishes a reception manual and keeps it true. Mixers read the current version before they take a slot.',
    },
    {
      ja: '報酬は、取引条件の通知に書かれた支払期日までに支払います。確認が遅れても期日は動きません。振込手数料は支払う側が負担し、報酬から差し引きません。',
      en: 'Rewards are paid by the date in the terms notice. A late confirmation never moves it. The payer bears the transfer fee and deducts nothing.',
    },
    {
      ja: 'スペースの都合で直前に取りやめたときは、定められた割合の報酬を支払います。ミキサーに違約の金銭を求めません。',
      en: 'When the space calls a slot off at short notice, the set part of the reward is due. The space asks no penalty of a mixer.',
    },
    {
      ja: '提携と指定は組合が定め、理由を示して終えることがあります。終えるときは、影響を受ける予定に通知します。',
      en: 'The cooperative sets the relations “partnered” and “designated” and may end them with a reason. Whoever is affected is told.',
    },
    {
      ja: 'ハラスメントを防ぎ、相談には誠実に対応します。相談したことを理由に不利な扱いをしません。',
      en: 'The space prevents harassment and takes complaints seriously. Nobody is treated worse for having complained.',
    },
    {
      ja: 'ミキサーと来場者の個人情報は、その日の運営に必要な範囲だけで使います。',
      en: 'Personal data of mixers and guests is used only as far as the day itself needs it.',
    },
    { ja: '退会はいつでも申し出られます。決まっている予定と支払いは最後まで行います。', en: 'The space may leave at any time. What is booked and owed is carried through.' },
  ],
};
