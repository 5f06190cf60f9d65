import { defineWords } from '../../lib/words';

export const words = defineWords({
  ja: {
    title: '相談と問い合わせ',
    sub: 'ひとりで抱えずに、話しやすいところへどうぞ。',
    desk: {
      title: '組合の相談窓口',
      lead: 'スペースの外にいる担当者が、直接お話をうかがいます。スペースや、ほかのミキサーには伝わりません。',
      topics: ['いやな思いをした、させてしまったかもしれない', '約束と違う依頼や、不公平な扱いを受けた', '体調や家庭の事情で、続け方を変えたい', '支払い、書面、規定の分からないこと'],
      safe: '相談したことを理由に、予約や段階で不利になることはありません。名前を伏せた相談もできます。',
      unset: '窓口の連絡先を準備しています。それまでは、加入の際に案内された連絡先へご連絡ください。',
    },
    today: {
      title: '当日の担当のこと',
      text: '道に迷った、鍵が開かないなど、その日のことはスペースに直接ご連絡ください。連絡先は、募集の「募集情報」とスペースのページにあります。',
      shifts: '自分の担当を開く',
      spaces: 'スペースをさがす',
    },
    cannot: { title: '来られなくなったとき', text: '担当の画面の「来られなくなった」から知らせると、スペースにすぐ伝わり、代わりの方を探せます。' },
    house: '運営',
    urgent: '身の危険を感じるときは、まずその場を離れて、110番または119番に連絡してください。',
  },
  en: {
    title: 'Where to turn',
    sub: 'You need not carry it alone.',
    desk: {
      title: 'The cooperative’s help desk',
      lead: 'Somebody outside the space listens to you in person. Neither the space nor other mixers are told.',
      topics: ['Something hurt you, or you fear that you hurt somebody', 'You were asked for more than agreed, or treated unfairly', 'Your health or family asks for another rhythm', 'Questions about payment, documents or rules'],
      safe: 'Asking never counts against you, in bookings or in tiers. You may stay anonymous.',
      unset: 'The address of the help desk is being set up. Until then, use the one you were given when you joined.',
    },
    today: {
      title: 'About a shift today',
      text: 'Lost on the way, a door that will not open: call the space. Its contact stands with the offer of the shift and on the page of the space.',
      shifts: 'Open my shifts',
      spaces: 'Find a space',
    },
    cannot: { title: 'If you cannot come', text: 'Say so with “I cannot come” on the shift’s page. The space hears at once, and a stand-in can be found.' },
    house: 'Run by',
    urgent: 'If you are in danger, leave first, then call 110 (police) or 119 (ambulance).',
  },
});
