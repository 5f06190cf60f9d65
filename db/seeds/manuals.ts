import { addDays, atTokyo, newId, type Day } from '#libs/kernel';
import type { SeededSpace } from './spaces.js';
import type { Row } from './write.js';

/** One space's manual: what is particular to each part of the day. Published versions take parts of it, so a later one says more. */
interface Manual {
  slug: string;
  opening: readonly string[];
  greeting: readonly string[];
  tea: readonly string[];
  wifi: string;
  lost: string;
  closing: readonly string[];
  incident: readonly string[];
  call: readonly (readonly [who: string, number: string])[];
  /** When each version was published, in days before today, and what it changed. */
  versions: readonly { daysAgo: number; note: string }[];
}

const MANUALS: readonly Manual[] = [
  {
    slug: 'kita-no-tsukue',
    opening: ['鍵は1階の書店で受け取ります。書店が開いていないときは、裏口のキーボックスを使います（番号は前日にお知らせします）。', '2階の照明、換気、加湿器の順に入れます。冬は窓のつくえの下の暖房も入れてください。', '黒板の日付を書きかえ、その日の会の名前を書きます。'],
    greeting: ['「こんにちは、北のつくえです」とお声がけし、はじめての方かどうかを伺います。', 'はじめての方には名前を台帳に書いていただき、料金（2時間500円、1日1,000円）と席、お手洗い、非常口をご案内します。', 'お仕事を伺い、近い分野の方がいれば「ご紹介してもよいですか」と**双方に**確かめてからおつなぎします。'],
    tea: ['麦茶と珈琲は無料です。ポットが3分の1になったら足します。', '南部鉄瓶は会員の持ち物です。洗剤を使わず、湯ですすいで乾かします。'],
    wifi: 'ネットワーク名は `kita-guest` です。合言葉は受付の札にあります。つながらないときは、棚の上の白い機器の電源を入れ直し、3分待ちます。',
    lost: '日付、場所、特徴をふせんに書いて忘れ物の箱へ。財布と鍵と電話は箱に入れず、川村に電話します。',
    closing: ['閉館の30分前に、席をまわってお声がけします。', '窓（7か所）、暖房、加湿器、珈琲の機械を確かめます。', '台帳の人数を実施記録に写し、現金は封筒に入れて金庫へ。**金額は2回数えます。**', '鍵をキーボックスへ戻します。'],
    incident: ['けがや火のときは、まず119番です。そのあと川村に電話します。', '具合の悪い方は屋根裏の会議室で休んでいただきます。', '困った言動があったときは一人で応じず、電話をかけてください。'],
    call: [['川村（オーナー）', '090-0000-1203'], ['1階の書店', '019-000-1200'], ['組合の相談窓口', '0120-000-002']],
    versions: [{ daysAgo: 400, note: '' }, { daysAgo: 180, note: '鍵の受け渡しを書店に変えました。' }, { daysAgo: 45, note: '冬の暖房と加湿器の手順を足しました。' }],
  },
  {
    slug: 'mori-no-tsukue',
    opening: ['4階の扉は暗証番号で開きます。番号は担当の前日に通知が届きます。', '窓側のブラインドを半分まで上げ、花の水をかえます。', '黒板の「きょうの困りごと」を新しくします。'],
    greeting: ['静かな席と話せる席のどちらがよいかを伺います。', '見学の方は10分ほどで一周し、最後に料金表（1日1,200円）をお渡しします。', '夜の勉強会の方は、並木の間へご案内し、名札をお渡しします。'],
    tea: ['玄米茶と珈琲（1杯100円、缶に入れていただきます）があります。', 'カップは洗い場に集め、1時間ごとにまとめて洗います。'],
    wifi: '`mori-desk` につなぎます。合言葉は席の札の裏です。電話室の中は弱いので、長い会議は黒板の机をお勧めします。',
    lost: '受付の引き出しの一番下に入れ、記録帳に書きます。1週間たったものは遠藤に渡します。',
    closing: ['20時30分に音楽を止め、お声がけします。', '電話室2つの中に人がいないことを確かめます。', 'ごみは3階の置き場へ。空調を切り、扉が閉まる音を確かめます。'],
    incident: ['地震のときは本棚から離れていただき、階段で避難します。集まる場所は定禅寺通の並木の下です。', 'けがのときは救急箱（洗い場の上）を使い、遠藤に電話します。'],
    call: [['遠藤（オーナー）', '090-0000-1145'], ['ビルの管理室', '022-000-1100'], ['組合の相談窓口', '0120-000-002']],
    versions: [{ daysAgo: 380, note: '' }, { daysAgo: 62, note: '夜の勉強会の案内を足しました。' }],
  },
  {
    slug: 'shitamachi-desk',
    opening: ['のれんを出し、土間に水を打ちます。', 'シャッターは半分上げてから、内側のかんぬきを外します。', '機械の元の電源は**入れません**。使う方が来たときに講習の記録を見てから入れます。'],
    greeting: ['板の間を使う方には靴箱の番号をお渡しします。', '機械を使いたい方には、講習の日（第2、第4土曜）をご案内します。', '近所の方がのぞかれたら、気軽に中へどうぞとお声がけします。'],
    tea: ['ほうじ茶をやかんで沸かします。', '頂き物のお菓子は、棚の上の「みんなの」籠に入れます。'],
    wifi: '`shitamachi` と `shitamachi-5g` があります。奥の板の間では前者が安定しています。',
    lost: '部品や端材は「だれの？」の箱へ、それ以外は受付の棚へ。日付を書いた札を付けます。',
    closing: ['機械の電源と、こての先を手の甲を近づけて確かめます。', '床を掃き、金属の切りくずは分けて捨てます。', 'のれんをしまい、シャッターを下ろします。'],
    incident: ['けがのときは作業を止めて119番、そのあと石井に電話します。', '煙が出たら元の電源を切り、消火器（入口の右）を使います。'],
    call: [['石井（オーナー）', '090-0000-3911'], ['町会の当番', '03-0000-3900'], ['組合の相談窓口', '0120-000-002']],
    versions: [{ daysAgo: 300, note: '' }],
  },
  {
    slug: 'yamanote-atelier',
    opening: ['3階まで階段であがり、左の灰色の箱の鍵で開けます。', '展示の照明は作家の方が入れます。天井の照明だけを入れてください。', '案内の看板を坂の下に置きます（雨の日は置きません）。'],
    greeting: ['仕事で使う方か、展示を見る方かを伺います。', '仕事の方は長机へ、料金は半日800円、1日1,500円です。', '展示の方には作品の一覧をお渡しし、写真を撮ってよいかの札をご案内します。'],
    tea: ['冷蔵庫の水は1人1本までです。', '丸机の上に飲み物を置かないよう、お声がけします。'],
    wifi: '`atelier-guest` です。合言葉は入口の額の中にあります。',
    lost: '受付の箱へ。作品の一部かもしれないものは動かさず、写真を撮って石井に送ります。',
    closing: ['看板を片づけ、窓の鍵（5か所）を確かめます。', '作品の数を一覧と照らし合わせます。', '照明を消し、灰色の箱に鍵を戻します。'],
    incident: ['作品が傷んだときは触れずに写真を撮り、石井に電話します。', 'けがや急病は119番です。住所は入口の札に大きく書いてあります。'],
    call: [['石井（オーナー）', '090-0000-3911'], ['建物の管理', '03-0000-4000'], ['組合の相談窓口', '0120-000-002']],
    versions: [{ daysAgo: 250, note: '' }, { daysAgo: 90, note: '展示の数を閉館のときに確かめることにしました。' }],
  },
  {
    slug: 'minato-works',
    opening: ['5階の受付で警備を解除します（カードは管理室で受け取り、名前を書きます）。', 'テラスの扉は開けず、窓を少し開けて換気します。', '珈琲豆をはかり、朝の1杯目を淹れます。'],
    greeting: ['「おはようございます、みなとワークスです」とお声がけします。', '入港の旗を見に来られる方には、窓の席をお勧めします。', '外国の方には英語の案内（受付の青い紙）をお渡しします。', '会員の方をご紹介するときは、先にご本人に伺います。'],
    tea: ['珈琲は一人1杯ずつ、注文を受けて淹れます。', '豆の残りが200グラムを下回ったら、引き継ぎに書いてください。'],
    wifi: '`minato-guest` です。合言葉は毎月1日に変わり、受付の札にあります。会議室には有線の口もあります。',
    lost: '透明の袋に入れ、日付と席の名前を書いて受付の棚へ。旅券と財布は管理室に預け、預かり証を受け取ります。',
    closing: ['閉館の15分前に汽笛の音（受付の機械）を鳴らします。', 'テラスの扉、会議室の窓、焙煎機の元栓を確かめます。', '現金を2回数え、封筒に入れて金庫へ。', '警備を入れ、カードを管理室に返します。'],
    incident: ['火災の警報が鳴ったら、エレベーターを使わず東の階段へご案内します。', '津波の警報のときは、下へ降りず8階へあがります。', '落ち着いたら藤原に電話し、起きたことを時刻とともに書き残します。'],
    call: [['藤原（オーナー）', '090-0000-3012'], ['ビルの管理室', '078-000-3000'], ['組合の相談窓口', '0120-000-002']],
    versions: [{ daysAgo: 420, note: '' }, { daysAgo: 160, note: '英語の案内を足しました。' }, { daysAgo: 3, note: '津波の警報のときの行き先を8階に改めました。' }],
  },
  {
    slug: 'umikaze-hakata',
    opening: ['アーケードの階段の鍵を開け、提灯を出します。', '商店街の放送のつまみが「小」であることを確かめます。', '昼の方からの引き継ぎを読みます。'],
    greeting: ['旅の方には荷物の置き場をご案内します。', '町の会合の方は、代表の方のお名前と人数を伺って席を決めます。', '料金は夕方から閉館まで700円です。'],
    tea: ['八女茶と、商店街の水出し珈琲があります。', '明太の煎餅は一人2枚までと札に書いてあります。'],
    wifi: '`umikaze` です。行事の日は混み合うため、`umikaze-2` をお勧めします。',
    lost: '受付の下の籠へ。商店街で拾われたものは、商店街の事務所へ届けます。',
    closing: ['20時に音量を下げ、20時45分にお声がけします。', '提灯をしまい、窓と裏の階段の扉を確かめます。', '翌日の方への引き継ぎを書きます。'],
    incident: ['酔った方がいらしたときは、一人で応じず商店街の事務所に電話します。', 'けがや急病は119番、そのあと原田に電話します。'],
    call: [['原田（オーナー）', '090-0000-0935'], ['商店街の事務所', '092-000-0900'], ['組合の相談窓口', '0120-000-002']],
    versions: [{ daysAgo: 230, note: '' }, { daysAgo: 75, note: '行事の日のWi‑Fiを足しました。' }],
  },
];

/** A published version with its id. */
export interface SeededManual {
  id: string;
  spaceId: string;
  slug: string;
  version: number;
  publishedAt: Date;
  publishedBy: string;
  note: string;
  body: string;
}

/** Every version of every manual, oldest first. */
export function makeManuals(spaces: readonly SeededSpace[], today: Day): SeededManual[] {
  return spaces.flatMap((space) => {
    const manual = MANUALS.find(({ slug }) => slug === space.slug);
    return (manual?.versions ?? []).map(({ daysAgo, note }, at, all) => ({
      id: newId(),
      spaceId: space.id,
      slug: space.slug,
      version: at + 1,
      publishedAt: atTokyo(addDays(today, -daysAgo), '14:00'),
      publishedBy: space.ownerAccountId,
      note,
      body: manual ? bodyOf(space.name, manual, all.length - 1 - at) : '',
    }));
  });
}

/** The text; an earlier version lacks the last lines of a part, as if they had not been thought of yet. */
function bodyOf(name: string, manual: Manual, versionsBehind: number): string {
  const written = (lines: readonly string[]): readonly string[] => lines.slice(0, Math.max(1, lines.length - versionsBehind));
  const steps = (lines: readonly string[]): string => written(lines).map((line, at) => `${at + 1}. ${line}`).join('\n');
  const points = (lines: readonly string[]): string => written(lines).map((line) => `- ${line}`).join('\n');
  return [
    `# ${name} 受付マニュアル`,
    'この手順は、担当をお願いするときの仕様書です。書かれていないことは、下の連絡先にいつでもお尋ねください。',
    `## 開けるとき\n\n${steps(manual.opening)}`,
    `## 来られた方へのご案内\n\n${points(manual.greeting)}`,
    `## 飲み物\n\n${points(manual.tea)}`,
    `## Wi‑Fi\n\n${manual.wifi}`,
    `## 忘れ物\n\n${manual.lost}`,
    `## 閉めるとき\n\n${steps(manual.closing)}`,
    `## 困ったことが起きたら\n\n${points(manual.incident)}`,
    `## 連絡先\n\n| だれに | 電話 |\n|---|---|\n${manual.call.map(([who, number]) => `| ${who} | ${number} |`).join('\n')}`,
    '終わったら、来場された人数とお問い合わせ、次の方への引き継ぎを実施記録に残してください。',
  ].join('\n\n');
}

export function manualRows(manuals: readonly SeededManual[]): Row[] {
  return manuals.map(({ id, spaceId, version, body, note, publishedBy, publishedAt }) => ({
    id,
    space_id: spaceId,
    version,
    body,
    note,
    published_by: publishedBy,
    published_at: publishedAt,
  }));
}
