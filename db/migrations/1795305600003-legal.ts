import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first version of each text, for the cooperative to go over; braces are filled with what it says of itself. */
const COMMERCE_JA = `
## 事業者
- 販売事業者：{name}
- 運営責任者：{representative}
- 所在地：{address}
- 電話番号：{phone}
- メールアドレス：{email}
- 登録番号：{registrationNumber}
- 問い合わせと相談：{helpDesk}

## 価格
- 組合費は段階ごとの月額です。金額と消費税の扱いは、お申し込みの最終確認画面に税込みの総額で示します。
- 初回講習の受講料は、お申し込みの画面に税込みの総額で示します。

## 価格のほかにかかるもの
- 通信にかかる費用と、銀行振込を選んだときの振込手数料は、お申し込みの方のご負担です。
- コンビニ払いの手数料はいただきません。

## 支払いの方法と時期
- カード：最終確認画面に示す初回のお支払い日と、その後は毎月の更新日に、自動でお支払いいただきます。
- 請求書（コンビニ払い・銀行振込）：毎月の更新日に請求書をお送りします。請求書に書かれた期日までにお支払いください。

## 提供の時期
- お支払い方法の登録が済むとすぐに、組合費の状態が「良好」になり、ミキサーとしての活動が始められます。

## お申し込みの期間
- 期間の定めはありません。いつでもお申し込みいただけます。

## 契約の期間と更新
- 1か月ごとに自動で更新します。期間の定めはありません。

## 解約と返金
- 画面の「組合費」から、いつでも解約できます。次の更新日の前日までの解約で、次の月からのお支払いは止まります。
- 支払い済みの月の途中で解約しても、日割りの返金はありません。その月の終わりまでご利用いただけます。
- 二重のお支払いなど、組合の手違いによる分は全額をお返しします。
- 組合費の解約と、組合からの脱退は別の手続きです。脱退は定款に従って組合に届け出てください。

## 動作に必要なもの
- 最新の主要なブラウザーと、インターネットへの接続が必要です。
`;

const COMMERCE_EN = `
## The seller
- Seller: {name}
- Person responsible: {representative}
- Address: {address}
- Telephone: {phone}
- E-mail: {email}
- Registration number: {registrationNumber}
- Questions and complaints: {helpDesk}

## Prices
- Dues are a monthly sum by tier. The total with tax, and how it is taxed, stands on the final confirmation before you join.
- The fee of the mixer course stands, with tax, where you apply for it.

## What else it costs
- Your own connection to the internet, and the bank's fee when you choose a bank transfer.
- Paying at a convenience store costs nothing more.

## How and when to pay
- Card: on the first day named by the final confirmation, then by itself on the renewal day of each month.
- Invoice (convenience store or bank transfer): sent on the renewal day of each month, payable by the date it names.

## When it is provided
- As soon as your way of paying is set up, your dues are in good standing and you may work as a mixer.

## Period of application
- None: you may join at any time.

## Term and renewal
- Renewed by itself each month, with no fixed end.

## Cancelling and refunds
- You may cancel at any time under “Dues”. Cancelled before the next renewal day, nothing more is charged.
- A month that was paid is not refunded in part; it serves you to its end.
- Whatever was charged by our mistake, a double payment for one, is returned in full.
- Cancelling the dues is not leaving the cooperative. To leave, give notice to the cooperative as its articles say.

## What it takes
- A current browser and a connection to the internet.
`;

const TERMS_JA = `
## 1. この規約について
この規約は、{name}（以下「組合」）が運営するこのサービスを使うときの約束です。登録した方は、この規約に同意したものとします。日本語の文が正文で、英語の文は参考です。

## 2. アカウント
- 18歳以上の方が、ご自身の正しい情報で登録できます。
- アカウントはご本人だけが使えます。パスワードを人に教えないでください。

## 3. ミキサーの仕事
- スペースや組合からの依頼は業務委託です。受けるかどうかはミキサーが自由に決め、断っても不利な扱いを受けません。
- 依頼の条件は、予約のたびに取引条件通知書でお知らせします。
- 組合費や手数料を報酬から差し引くことはありません。

## 4. 組合費
- ミキサーは、段階に応じた組合費を毎月支払います。金額は最終確認画面に示します。
- お支払いが確認できないときは、まず猶予の期間を置いてお知らせします。その後もお支払いがないと、新しい予約ができなくなります。お支払いの後は、自動でもとに戻ります。
- 金額を変えるときは、適用の日とともに前もってお知らせします。

## 5. 代理受領
組合は、参加費などの受け取りについて、主催するミキサーやスペースから代理で受け取る権限を与えられています。組合が受け取ったときに、主催者へのお支払いが済んだことになります。

## 6. していただきたくないこと
- 法令に反すること、ほかの人の権利や名誉を傷つけること。
- 連鎖販売取引や宗教への勧誘、政治活動への勧誘。
- ほかの人になりすますこと、情報を目的の外で使うこと。
- サービスの動きを妨げること。

## 7. 利用の停止
規約に反することがあったときは、理由をお伝えし、ご事情をうかがったうえで、利用を止めることがあります。急いで人を守る必要があるときは、先に止めて後からお伝えします。

## 8. 反社会的勢力の排除
登録する方は、反社会的勢力でないこと、関わりを持たないことを約束します。反したときは、直ちに契約を終えることができます。

## 9. 責任
組合の故意や重い過失によるものを除き、組合の責任は、通常生じる損害の範囲に限られます。消費者の権利を制限する法令に反する定めは、適用しません。

## 10. 規約の変更
規約を変えるときは、変える内容と適用の日を、このページで前もってお知らせします。大きな変更のときは、あらためて同意をうかがいます。

## 11. 法律と裁判所
この規約には日本の法律を適用し、争いは組合の所在地を受け持つ裁判所で扱います。

## 相談と問い合わせ
{helpDesk}
`;

const TERMS_EN = `
## 1. These terms
They are what you and {name} (“the cooperative”) agree on for the use of this service. Whoever registers agrees to them. The Japanese text binds; this one is for reference.

## 2. Accounts
- You may register from the age of 18, with true information about yourself.
- The account is yours alone. Keep the password to yourself.

## 3. The work of mixers
- What spaces or the cooperative ask for is contract work. A mixer is free to take it or not, and refusing has no disadvantage.
- The conditions are given in a notice of terms with each booking.
- Neither dues nor fees are deducted from a reward.

## 4. Dues
- Mixers pay monthly dues by their tier. The sum stands on the final confirmation.
- When a payment does not arrive we first say so and leave a time of grace; after that no new bookings can be made. A payment restores everything by itself.
- A change of prices is announced beforehand with the day from which it holds.

## 5. Receiving on behalf of hosts
Mixers and spaces that host give the cooperative the power to receive fees for them. What the cooperative has received counts as paid to the host.

## 6. What we ask you not to do
- Break the law, or hurt the rights or the good name of others.
- Recruit for pyramid schemes, religion or politics.
- Pretend to be somebody else, or use information for another purpose.
- Disturb the service.

## 7. Suspension
If these terms are broken, the use may be stopped, with the reason and after hearing you. Where people need protection at once, it is stopped first and explained afterwards.

## 8. No organised crime
Whoever registers promises to have no part in organised crime and no dealings with it. Otherwise the contract may be ended at once.

## 9. Liability
Save for intent and gross negligence, the cooperative answers for the damage that ordinarily arises. No clause here limits rights that the law gives to consumers.

## 10. Changes
A change is announced on this page with its content and the day from which it holds. For a weighty one you are asked again.

## 11. Law and court
The law of Japan applies; the court at the seat of the cooperative decides.

## Questions
{helpDesk}
`;

const PRIVACY_JA = `
## 1. 私たちについて
{name}（{address}、代表：{representative}）は、個人情報を次のとおり扱います。

## 2. 集める情報と目的
- 名前、ふりがな、メールアドレス、連絡先：登録、連絡、書面の作成、組合員名簿のため。
- プロフィール：見せる相手としてご本人が選んだ方に示すため。
- 予約、実施記録、支払い：業務委託の取引、報酬と組合費の計算、法令で定められた帳簿のため。
- 利用の記録（操作の日時、端末の種類）：安全のため。

## 3. 見せる相手はご本人が決めます
プロフィールの項目ごとに、見せる相手を選べます。はじめは表示名のほかは誰にも見せません。変更は記録に残ります。

## 4. 人に渡すとき
- 予約した担当の相手であるスペースに、その担当に必要な範囲で伝えます。
- カードなどの支払いは決済会社が扱います。組合はカードの番号を受け取りません。
- 法令に基づくときのほかは、ご本人の同意なく第三者に渡しません。

## 5. 預ける先
情報を預ける会社を選び、契約で守り方を定め、確かめます。

## 6. 守り方
通信を暗号化し、見られる人を役割で限り、見た記録を残します。

## 7. 残す期間
法令で定められた帳簿と書面は、定められた期間残します。ほかの情報は、目的が終われば消します。

## 8. 開示、訂正、消去
ご自身の情報は画面で見て、直し、持ち出せます。そのほかの請求は窓口で受け付けます。

## 9. クッキー
ログインを保つためだけに使います。広告や追跡には使いません。

## 10. 漏れたとき
漏えいのおそれがあるときは、個人情報保護委員会に報告し、ご本人にお知らせします。

## 窓口
{helpDesk}
`;

const PRIVACY_EN = `
## 1. Who we are
{name} ({address}; representative: {representative}) handles personal information as follows. The Japanese text binds; this one is for reference.

## 2. What we collect, and why
- Names, their reading, e-mail address and contact: to register you, to reach you, for papers and for the register of members.
- Your profile: to show it to those you choose.
- Bookings, reports and payments: for contract work, rewards, dues, and the books that the law asks for.
- Records of use (time, kind of device): for safety.

## 3. You decide who sees it
Each field of the profile has its own audience. At first nobody sees more than your display name. Changes are logged.

## 4. Whom we tell
- The space whose shift you have taken, as far as the shift needs it.
- Cards are handled by the payment company; the cooperative never receives a card number.
- Nobody else without your consent, save where the law demands it.

## 5. Who keeps it for us
We choose whom we entrust with data, bind them by contract and look after it.

## 6. How it is kept
Connections are encrypted, access is limited by role, and looks are logged.

## 7. How long
Books and papers for as long as the law says; everything else goes when its purpose has ended.

## 8. Disclosure, correction, erasure
You can see, correct and export your own data on screen. For anything else turn to the desk below.

## 9. Cookies
One, to keep you signed in. None for advertising or tracking.

## 10. If data leaks
We report to the Personal Information Protection Commission and tell you.

## Where to turn
{helpDesk}
`;

/** Receipts beside the notices of terms, what the cooperative says of itself in public, and the texts that people agree to. */
export class Legal1795305600003 implements MigrationInterface {
  name = 'Legal1795305600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table documents drop constraint documents_kind_check;
      alter table documents add constraint documents_kind_check check (kind in ('termsNotice', 'receipt'));
      create index documents_receipts on documents (id desc) where kind = 'receipt';
      create index documents_receipts_paid on documents ((content::jsonb ->> 'paidOn')) where kind = 'receipt';

      alter table cooperative
        add column representative text not null default '',
        add column phone text not null default '',
        add column email text not null default '',
        -- Qualified invoices: T and thirteen digits, or none.
        add column registration_number text constraint cooperative_registration_number check (registration_number ~ '^T[0-9]{13}$');

      -- What the public reads and people agree to. A version in force from a Tokyo day holds until the next one's day.
      create table legal_texts (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('commerce', 'terms', 'privacy')),
        version integer not null check (version >= 1),
        in_force_on date not null,
        -- Whether those who agreed to an older version are asked again.
        asks_again boolean not null,
        body_ja text not null check (length(body_ja) between 1 and 50000),
        body_en text not null check (length(body_en) between 1 and 50000),
        -- What is new, for readers of the version before.
        change_ja text not null default '',
        change_en text not null default '',
        published_at timestamptz not null,
        published_by uuid references accounts,
        constraint legal_texts_version unique (kind, version)
      );
      create trigger legal_texts_append_only before update or delete on legal_texts for each row execute function refuse_change();

      -- What somebody agreed to is proved by the digest of the text as it stood before them; \`shown\` holds figures that were shown beside it.
      alter table text_acceptances
        add column legal_text_id uuid references legal_texts,
        add column sha256 bytea check (length(sha256) = 32),
        add column shown jsonb;
      create trigger text_acceptances_append_only before update or delete on text_acceptances for each row execute function refuse_change();
    `);
    for (const [kind, ja, en] of [
      ['commerce', COMMERCE_JA, COMMERCE_EN],
      ['terms', TERMS_JA, TERMS_EN],
      ['privacy', PRIVACY_JA, PRIVACY_EN],
    ] as const) {
      await runner.query(
        `insert into legal_texts (kind, version, in_force_on, asks_again, body_ja, body_en, published_at) values ($1, 1, '2026-01-01', true, $2, $3, '2026-01-01T00:00:00+09:00')`,
        [kind, ja.trim(), en.trim()],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
