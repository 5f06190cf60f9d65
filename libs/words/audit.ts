import type { Sentence } from './sentence.js';

/**
 * What an audit entry says somebody did, as the rest of a sentence that begins with their name: 「北のオーナーさんが」「募集を公開しました」.
 * An action without words here does not compile where it is recorded.
 */
export const AUDIT_WORDS = {
  'account.registered': { ja: 'アカウントを登録しました', en: 'registered the account' },
  'account.emailConfirmed': { ja: 'メールアドレスを確認しました', en: 'confirmed the e-mail address' },
  'account.passwordChanged': { ja: 'パスワードを変更しました', en: 'changed the password' },
  'account.changed': { ja: 'アカウントの情報を変更しました', en: 'changed the account' },
  'cooperative.described': { ja: '組合の名称・住所・相談窓口を変更しました', en: 'changed the name, address or help desk of the cooperative' },
  'legalText.published': { ja: '規約などの新しい版を公開しました', en: 'published a new version of a legal text' },
  'legalText.accepted': { ja: '規約などに同意しました', en: 'agreed to the legal texts' },
  'receipt.reissued': { ja: '領収書の宛名と但し書きを変えて再発行しました', en: 'had a receipt reissued with another addressee or description' },
  'role.granted': { ja: '組合の役割を与えました', en: 'gave a role in the cooperative' },
  'role.ended': { ja: '組合の役割を終了しました', en: 'ended a role in the cooperative' },
  'accessToken.made': { ja: 'アクセストークンを作成しました', en: 'made an access token' },
  'accessToken.revoked': { ja: 'アクセストークンを無効にしました', en: 'revoked an access token' },

  'space.applied': { ja: 'スペースの加入を申し込みました', en: 'applied for the space to join' },
  'space.accepted': { ja: 'スペースの加入を承認しました', en: 'accepted the space' },
  'space.declined': { ja: 'スペースの加入を見送りました', en: 'declined the space' },
  'space.joined': { ja: '規約に同意し、スペースが加入しました', en: 'agreed to the terms; the space joined' },
  'space.changed': { ja: 'スペースの情報を変更しました', en: 'changed the space' },
  'space.relationSet': { ja: 'スペースとの関係を設定しました', en: 'set the relation to the space' },
  'space.relationEnded': { ja: 'スペースとの関係を終了しました', en: 'ended the relation to the space' },
  'spaceStaff.added': { ja: 'スペースの担当者を追加しました', en: 'added somebody to the space' },
  'spaceStaff.changed': { ja: 'スペースの担当者の役割を変更しました', en: 'changed a role in the space' },
  'spaceStaff.ended': { ja: 'スペースの担当者を外しました', en: 'ended a role in the space' },
  'manual.published': { ja: '受付マニュアルの新しい版を公開しました', en: 'published a new version of the reception manual' },
  'manual.acknowledged': { ja: '受付マニュアルを読みました', en: 'read the reception manual' },
  'resource.added': { ja: '部屋かテーブルを追加しました', en: 'added a room or table' },
  'resource.changed': { ja: '部屋かテーブルを変更しました', en: 'changed a room or table' },
  'resource.retired': { ja: '部屋かテーブルの利用を終了しました', en: 'retired a room or table' },

  'mixer.applied': { ja: 'ミキサーとしての加入を申し込みました', en: 'applied to become a mixer' },
  'mixer.profileChanged': { ja: 'プロフィールを変更しました', en: 'changed the profile' },
  'mixer.chosenPeopleChanged': { ja: 'プロフィールを見せる相手を変更しました', en: 'changed who may see the profile' },
  'mixer.membershipSet': { ja: '加入の状態を変更しました', en: 'changed the membership' },
  'mixer.membershipClassSet': { ja: '会員の種別を変更しました', en: 'changed the class of membership' },
  'mixer.tierSet': { ja: '段階を変更しました', en: 'changed the tier' },
  'mixer.courseSet': { ja: '初回講習の記録を変更しました', en: 'changed the record of the course' },
  'mixer.duesStandingSet': { ja: '組合費の状態を変更しました', en: 'changed the dues standing' },
  'mixer.certified': { ja: '認定を与えました', en: 'gave a certification' },
  'mixer.certificationEnded': { ja: '認定を終了しました', en: 'ended a certification' },
  'mixer.frozen': { ja: '新しい予約の受付を止めました', en: 'put new bookings on hold' },
  'mixer.freezeEnded': { ja: '新しい予約の受付を再開しました', en: 'opened new bookings again' },

  'shift.drafted': { ja: '募集の下書きを作成しました', en: 'drafted a shift' },
  'shift.changed': { ja: '募集を変更しました', en: 'changed the shift' },
  'shift.published': { ja: '募集を公開しました', en: 'published the shift' },
  'shift.cancelled': { ja: '募集を取りやめました', en: 'called the shift off' },
  'roster.imported': { ja: '予定表から募集の下書きを取り込みました', en: 'imported drafts from a roster' },
  'terms.reissued': { ja: '取引条件通知書を発行し直しました', en: 'issued the notice of terms anew' },
  'claim.requested': { ja: '担当を申し込みました', en: 'asked for the shift' },
  'claim.booked': { ja: '担当を予約しました', en: 'booked the shift' },
  'claim.approved': { ja: '担当の申込を承認しました', en: 'approved the request' },
  'claim.rejected': { ja: '担当の申込を見送りました', en: 'declined the request' },
  'claim.withdrawn': { ja: '担当を辞退しました', en: 'withdrew from the shift' },
  'claim.standInSought': { ja: '代わりの方を探し始めました', en: 'began to look for a stand-in' },
  'claim.kept': { ja: '辞退を取り消し、担当を続けます', en: 'took the withdrawal back' },
  'claim.handedOver': { ja: '担当を引き継ぎました', en: 'took the shift over' },
  'claim.released': { ja: '担当を解除しました', en: 'released the claim' },
  'claim.cancelled': { ja: '募集の取りやめにより、担当を取り消しました', en: 'cancelled the claim with its shift' },
  'claim.checkedIn': { ja: 'チェックインしました', en: 'checked in' },
  'claim.reported': { ja: '実施記録を提出しました', en: 'handed in the report' },
  'claim.confirmed': { ja: '実施を確認しました', en: 'confirmed the shift' },
  'claim.noShow': { ja: '不実施を記録しました', en: 'recorded that nobody came' },
  'claim.contested': { ja: '記録に異議を申し立てました', en: 'contested the record' },

  'dues.checkoutOpened': { ja: '組合費のお支払い方法の登録を始めました', en: 'began to set up the dues' },
  'dues.started': { ja: '組合費のお支払いを始めました', en: 'the dues began' },
  'dues.ended': { ja: '組合費のお支払いを終了しました', en: 'ended the dues' },
  'dues.cancelled': { ja: '組合費の自動更新を止めました', en: 'stopped the dues from renewing' },
  'dues.kept': { ja: '組合費の終了を取りやめました', en: 'kept the dues going' },
  'dues.paused': { ja: '組合費と活動を休止しました', en: 'paused dues and membership' },
  'dues.resumed': { ja: '組合費と活動を再開しました', en: 'resumed dues and membership' },
  'dues.steppedDown': { ja: '自分の希望で段階を下げました', en: 'stepped down a tier by own wish' },
  'dues.paymentRecorded': { ja: '組合費の入金を記録しました', en: 'recorded a payment of dues' },
  'dues.paymentReversed': { ja: '組合費の入金の記録を取り消しました', en: 'reversed a payment of dues' },
  'dues.refunded': { ja: '組合費を返金しました', en: 'refunded dues' },
  'dues.writtenOff': { ja: '未払いの組合費を貸倒れにしました', en: 'wrote off dues' },
  'dues.reminded': { ja: '組合費のお支払いをお願いしました', en: 'sent a reminder of the dues' },
  'dues.overrideSet': { ja: '組合費の猶予の特例を設けました', en: 'set an override of the dues' },
  'dues.overrideLifted': { ja: '組合費の猶予の特例を終えました', en: 'lifted an override of the dues' },
  'dues.priceSet': { ja: '組合費の金額を決めました', en: 'set a price of the dues' },

  'ledger.exported': { ja: '仕訳を書き出しました', en: 'exported the journal' },
  'payment.reconciliationAsked': { ja: '決済サービスとの照合を始めました', en: 'asked for a comparison with the payment service' },
  'payment.differenceMended': { ja: '決済サービスとの食い違いを解消しました', en: 'settled a difference with the payment service' },
  'document.read': { ja: '書面を開きました', en: 'opened the document' },
  'check.failed': { ja: '夜間点検で記録の食い違いを見つけました', en: 'found records that do not agree' },
} as const satisfies Record<string, Sentence>;
export type AuditAction = keyof typeof AUDIT_WORDS;

/** The words of an action; one that a newer version recorded stands as its code. */
export function auditSentence(action: string): Sentence {
  const words: Readonly<Record<string, Sentence>> = AUDIT_WORDS;
  return words[action] ?? { ja: action, en: action };
}
