import type { Sentence } from '../sentence.js';

/** What is told at the door of an event, about its settlement, and after it. */
export const EVENT_MONEY_REFUSALS = {
  'door.notOpen': { ja: 'このイベントはまだ公開されていないため、受付の記録はできません。', en: 'This event is not public yet, so nothing can be recorded at its door.' },
  'door.cancelled': { ja: 'このイベントは中止されたため、受付の記録はできません。', en: 'This event was called off, so nothing can be recorded at its door.' },
  'door.nothingSaid': { ja: '記録する内容がありません。', en: 'The record says nothing.' },
  'door.otherDoor': { ja: 'この記録は、別のイベントの受付ですでに届いています。', en: 'This record has arrived at the door of another event.' },
  'door.registrationUnknown': { ja: 'このイベントに、この申込みはありません。番号かお名前を確かめてください。', en: 'This event has no such registration. Please check the number or the name.' },
  'door.moreThanDue': {
    ja: '受け取る金額は{dueYen:yen}です。{amountYen:yen}は多すぎるため、記録していません。金額を確かめてください。',
    en: '{dueYen:yen} is due. {amountYen:yen} is more than that, so it was not recorded. Please check the amount.',
  },
  'door.orderEnded': {
    ja: 'この申込みは終了しています。現金は受け取らずに、当日受付として受け付けてください。',
    en: 'This registration has ended. Please take no cash for it; register the guest at the door instead.',
  },
  'door.ticketTypeUnknown': { ja: 'この参加枠は、いまは受け付けていません。', en: 'This kind of ticket is not on sale now.' },
  'door.noSeatLeft': {
    ja: '満席のため、当日受付ができません（残り{left}席）。定員を増やせる場合は、主催者がイベントの定員を変更してください。',
    en: 'There is no room for a guest without a registration ({left} seats left). If there is, the host can raise the number of seats.',
  },
  'door.seatCancelled': { ja: 'キャンセルされた席での入場です。入場の記録として残しました。', en: 'Came in on a seat that had been cancelled. It is kept as a record.' },
  'door.notPaid': { ja: '支払いが済んでいない申込みでの入場です。入場の記録として残しました。', en: 'Came in before the payment for the seat had arrived. It is kept as a record.' },
  'door.paidTwice': {
    ja: 'すでに支払い済みのため、{differenceYen:yen}は売上に入れず、差額として残しました。参加者に返してください。',
    en: 'It was paid already: {differenceYen:yen} is kept as a difference and not as income. Please give it back to the guest.',
  },
  'settlement.notOver': { ja: '精算は、イベントが終わってから（{endsAt:instant}以降）行えます。', en: 'An event can be settled once it is over ({endsAt:instant}).' },
  'settlement.cancelled': { ja: '中止されたイベントに精算はありません。返金の状況は、参加者の一覧で確かめられます。', en: 'An event that was called off is not settled. The list of guests shows the refunds.' },
  'settlement.alreadyAgreed': {
    ja: 'この精算はすでに合意されています。後から入った支払いや返金は、自動で次の版になります。',
    en: 'This settlement is agreed. What is paid or refunded later makes the next version by itself.',
  },
  'settlement.nothingProposed': { ja: 'まだ精算の提案がありません。主催者の提案をお待ちください。', en: 'No settlement has been proposed yet. The host does that first.' },
  'settlement.changed': {
    ja: '第{version}版の提案のあとで金額が変わりました。主催者が新しく提案すると、合意できます。',
    en: 'The figures have changed since version {version} was proposed. The host has to propose it anew.',
  },
  'settlement.moneyMoving': {
    ja: '返金などの手続きが終わっていません。終わってから、もう一度お試しください。',
    en: 'Money is still on its way, as a refund for example. Please try again once it has arrived.',
  },
  'report.settled': { ja: '精算が終わったため、報告は変更できません。', en: 'The event is settled, so its report stays as it is.' },
  'survey.notYet': { ja: 'アンケートは、イベントが始まってから（{startsAt:instant}以降）答えられます。', en: 'The questions open when the event begins ({startsAt:instant}).' },
  'survey.notThere': { ja: '参加が確定した申込みだけが答えられます。', en: 'Only confirmed registrations are asked.' },
  'contacts.closed': {
    ja: '連絡先の交換は、イベントの開始から{days}日のあいだ利用できます。',
    en: 'Contacts can be exchanged from the start of the event, for {days} days.',
  },
  'contacts.noCard': { ja: '先に、自分のカードを作成してください。相手に何も見せずに、相手だけを知ることはできません。', en: 'Make your own card first: nobody learns about others without being seen.' },
} as const satisfies Record<string, Sentence>;
