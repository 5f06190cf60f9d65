import type { Sentence } from './sentence.js';

/** What the rules open or close, as a mixer reads it. */
export const CAPABILITY_WORDS = {
  'flyer.exchange': { ja: 'チラシを交換する', en: 'Exchange flyers' },
  'visit.report': { ja: '訪問の報告を書く', en: 'Write a report of a visit' },
  'event.join': { ja: '催しに参加する', en: 'Join events' },
  'event.sitPanel': { ja: '催しに登壇する', en: 'Sit on a panel' },
  'event.monitor': { ja: '催しのモニターをする', en: 'Try an event as a monitor' },
  'service.monitor': { ja: 'サービスのモニターをする', en: 'Try a service as a monitor' },
  'promo.post': { ja: '紹介投稿をして無料で参加する', en: 'Come free against a labelled post' },
  'shift.claim': { ja: '受付・フロアの枠を予約する', en: 'Book reception and floor shifts' },
  'slot.operate': { ja: 'テーブルか部屋を運営する', en: 'Run a table or a room' },
  'matching.propose': { ja: '引き合わせを提案する', en: 'Propose a match' },
  'advice.give': { ja: '相談に応じる', en: 'Give advice' },
  'extra.run': { ja: 'DJ・珈琲・実演などをする', en: 'Run extras such as music, coffee or a demonstration' },
  'event.host': { ja: '催しを主催する', en: 'Host events' },
  'event.charge': { ja: '有料の催しを開く', en: 'Charge for events' },
  'matching.negotiate': { ja: '引き合わせをまとめる', en: 'Negotiate a match' },
  'coordination.lead': { ja: '調整役を務める', en: 'Lead a coordination' },
  'ideaSession.run': { ja: 'アイデア会議を進める', en: 'Run an idea session' },
  'community.lead': { ja: 'コミュニティを率いる', en: 'Lead a community' },
  'space.manage': { ja: 'スペースの運営を任される', en: 'Manage a space by appointment' },
} as const satisfies Record<string, Sentence>;

/** What a rule asks besides the tier. A certification is said by `certification` with its name. */
export const GATE_WORDS = {
  activeMembership: { ja: '活動中であること', en: 'an active membership' },
  partneredSpace: { ja: '提携スペースであること', en: 'a partnered space' },
  designatedSpace: { ja: '指定スペースであること', en: 'a designated space' },
  manualRead: { ja: '最新の受付マニュアルを読んでいること', en: 'the current reception manual read' },
  duesGoodStanding: { ja: '組合費が良好か猶予中であること', en: 'dues in good standing or in grace' },
  notFrozen: { ja: '新しい予約が止められていないこと', en: 'no freeze on new bookings' },
  noClash: { ja: 'ほかの予定と重ならないこと', en: 'no clash with another commitment' },
  oneResourceAtATime: { ja: '一度に1つのテーブルか部屋であること', en: 'one table or one room at a time' },
  spaceApproval: { ja: 'スペースが承認していること', en: 'the approval of the space' },
  splitAgreed: { ja: '分配に合意していること', en: 'an agreed split' },
  spaceAppointment: { ja: 'スペースから委任されていること', en: 'an appointment by the space' },
  certification: { ja: '「{certification:certification}」の認定があること', en: 'the certification “{certification:certification}”' },
} as const satisfies Record<string, Sentence>;

/** What leads to the next tier, or to the start of active membership. */
export const CRITERION_WORDS = {
  accepted: { ja: '組合が申込みを承認する', en: 'The cooperative accepts the application' },
  course: { ja: '初回講習を終える', en: 'The mixer course is completed' },
  dues: { ja: '組合費のお支払い方法が整う', en: 'A way of paying the dues is in place' },
  flyerExchanges: { ja: 'チラシの交換（回）', en: 'Flyer exchanges' },
  flyerSpaces: { ja: 'チラシを交換したスペース（か所）', en: 'Spaces where flyers were exchanged' },
  visitReports: { ja: '訪問の報告（件）', en: 'Reports of visits' },
  panelOrMonitoring: { ja: '登壇かモニター（回）', en: 'Panels or monitorings' },
  goodStandingDays: { ja: '組合費が良好な状態での活動（日）', en: 'Days active in good standing' },
  confirmedShifts: { ja: '確定した担当（回）', en: 'Confirmed shifts' },
  shiftSpaces: { ja: '担当したスペース（か所）', en: 'Spaces of these shifts' },
  eventsHelped: { ja: '催しの共催か手伝い（回）', en: 'Events co-hosted or helped' },
  ownerRecommendations: { ja: 'オーナーの推薦（件）', en: 'Recommendations of an owner' },
  openNoShows: { ja: '直近90日の不実施（0回）', en: 'No-shows of the last 90 days (none)' },
} as const satisfies Record<string, Sentence>;

/** What a person promises when applying; a new wording is a new version. */
export const MIXER_PLEDGE = {
  version: 1,
  text: {
    ja: '私は18歳以上であり、反社会的勢力に属さず、関わりません。スペースと利用者の秘密を守り、引き受けた担当を誠実に行います。担当は業務委託であり、引き受けるかどうかを自分で決めることを理解しています。組合の規約に同意します。',
    en: 'I am 18 or older and neither belong to nor deal with anti-social forces. I keep the confidences of spaces and their users, and I carry out in good faith what I have taken on. I understand that every shift is contract work that I am free to take or leave. I accept the rules of the cooperative.',
  },
} as const satisfies { version: number; text: Sentence };
