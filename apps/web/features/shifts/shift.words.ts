import { defineWords } from '../../lib/words';

/** How shifts and claims are called, wherever a mixer meets them. */
export const shiftWords = defineWords({
  ja: {
    kind: { reception: '受付', floor: 'フロア', dayManager: '1日マネージャー' },
    at: (space: string, kind: string) => `${space}・${kind}`,
    status: {
      requested: '承認待ち',
      booked: '予約済み',
      standInWanted: '代わりを探しています',
      checkedIn: 'チェックイン済み',
      reported: '確認待ち',
      confirmed: '確定',
      rejected: '見送り',
      withdrawn: '辞退',
      handedOver: '交代済み',
      released: '予約なし',
      cancelled: '中止',
      noShow: '不実施',
    },
    reportWanted: '実施記録を待っています',
    in: (duration: string) => `あと${duration}`,
    going: '担当の時間です',
    due: (day: string) => `支払期日 ${day}`,
  },
  en: {
    kind: { reception: 'reception', floor: 'floor', dayManager: 'day manager' },
    at: (space: string, kind: string) => `${space}, ${kind}`,
    status: {
      requested: 'Awaiting approval',
      booked: 'Booked',
      standInWanted: 'Looking for a stand-in',
      checkedIn: 'Checked in',
      reported: 'To be confirmed',
      confirmed: 'Confirmed',
      rejected: 'Not this time',
      withdrawn: 'Withdrawn',
      handedOver: 'Handed over',
      released: 'Fell away',
      cancelled: 'Cancelled by the space',
      noShow: 'Not carried out',
    },
    reportWanted: 'Report wanted',
    in: (duration: string) => `in ${duration}`,
    going: 'Now',
    due: (day: string) => `Paid on ${day}`,
  },
});
