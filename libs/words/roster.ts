import type { Sentence } from './sentence.js';

/** What is wrong with one line of a roster. `{column}` is the heading as the owner wrote it, `{cell}` what stood there. */
export const ROSTER_WORDS = {
  unreadable: {
    ja: '文字を読み取れません。表計算ソフトからCSV（UTF-8またはShift_JIS）で保存し直してください。',
    en: 'The file is not readable text. Save it from the spreadsheet as CSV (UTF-8 or Shift_JIS).',
  },
  noHeader: {
    ja: '見出しの行がありません。「日付」と「時間」（または「開始」「終了」）の列が必要です。',
    en: 'There is no header line. It needs the columns date and time (or start and end).',
  },
  quote: { ja: 'この行から始まる引用符「"」が閉じられていません。', en: 'A quotation mark that opens near this line never closes.' },
  hourly: {
    ja: '「{column}」の列は使えません。1枠あたりの金額を「報酬」の列に入れてください。',
    en: 'The column "{column}" cannot be used. Write the amount for the whole shift in a column "reward".',
  },
  dateMissing: { ja: '「{column}」が空です。日付を入れてください。', en: '"{column}" is empty. Enter a date.' },
  date: { ja: '「{column}」の「{cell}」を日付として読めません（例 11/21）。', en: '"{cell}" in "{column}" is not a date (for example 2026/11/21).' },
  past: { ja: '「{column}」が過去の日時です：{at:instant}', en: '"{column}" lies in the past: {at:instant}' },
  weekday: { ja: '「{column}」の「{cell}」が日付と合いません。{day:day}です。', en: '"{cell}" in "{column}" does not fit the date, which is {day:day}.' },
  timeMissing: { ja: '「{column}」が空です。時刻を入れてください。', en: '"{column}" is empty. Enter the time.' },
  time: { ja: '「{column}」の「{cell}」を時刻として読めません（例 19:00〜21:00）。', en: '"{cell}" in "{column}" is not a time (for example 19:00-21:00).' },
  reversed: { ja: '「{column}」の終了が開始より後になっていません：{from}〜{to}', en: '"{column}" ends before it starts: {from}–{to}' },
  kind: {
    ja: '「{column}」の「{cell}」は種別にありません。受付、フロア、1日マネージャーのどれかにしてください。',
    en: '"{cell}" in "{column}" is not a kind of shift. Use reception, floor or day manager.',
  },
  placesNumber: { ja: '「{column}」の「{cell}」を整数にしてください。', en: '"{cell}" in "{column}" must be a whole number.' },
  places: { ja: '「{column}」は1から50までにしてください（{cell}）。', en: '"{column}" must be from 1 to 50 ({cell}).' },
  rewardMissing: {
    ja: '報酬がありません。「報酬」の列に入れるか、--reward で指定してください。',
    en: 'There is no reward. Write it in a column "reward", or give it with --reward.',
  },
  rewardNumber: { ja: '「{column}」の「{cell}」を金額として読めません（例 5,000円）。', en: '"{cell}" in "{column}" is not an amount (for example 5,000).' },
  rewardWhole: { ja: '「{column}」は1円単位の整数にしてください（{cell}）。', en: '"{column}" must be whole yen ({cell}).' },
  rewardNegative: { ja: '「{column}」は0円以上にしてください（{cell}）。', en: '"{column}" must be ¥0 or more ({cell}).' },
  rewardTooMuch: { ja: '「{column}」は1,000,000円以下にしてください（{cell}）。', en: '"{column}" must be ¥1,000,000 or less ({cell}).' },
  outsideHours: {
    ja: '「{column}」の「{cell}」が営業時間の外です（{open}）。営業時間外でもよいときは --outside-hours を付けてください。',
    en: '"{cell}" in "{column}" is outside the opening hours ({open}). Add --outside-hours when that is meant.',
  },
  room: { ja: '「{column}」の「{cell}」という部屋やテーブルはありません。', en: 'There is no room or table "{cell}" ("{column}").' },
  roomTwice: { ja: '「{column}」の「{cell}」が{line}行目と同じ時間に重なっています。', en: '"{cell}" in "{column}" is used at the same time by line {line}.' },
  roomTaken: { ja: '「{column}」の「{cell}」はその時間に使われています：{title}', en: '"{cell}" in "{column}" is taken at that time: {title}' },
  nameTooLong: { ja: '「{column}」の名前は80文字までにしてください。', en: 'A name in "{column}" has more than 80 characters.' },
  contentTooLong: { ja: '「{column}」は4,000文字までにしてください。', en: '"{column}" has more than 4,000 characters.' },
  closedDay: { ja: '休業', en: 'closed' },
} as const satisfies Record<string, Sentence>;
export type RosterProblemCode = Exclude<keyof typeof ROSTER_WORDS, 'closedDay'>;

/** What the import tells at the terminal while it works and when it is done. */
export const ROSTER_REPORT = {
  progress: { ja: '取り込み中 {done}/{total}行', en: 'importing {done}/{total} lines' },
  read: { ja: '{file}（{encoding}）：{lines}行を読みました。', en: '{file} ({encoding}): read {lines} lines.' },
  badLine: { ja: '  {line}行目：{reason}', en: '  line {line}: {reason}' },
  badFile: { ja: '  {reason}', en: '  {reason}' },
  nothing: {
    ja: '直す行が{bad}件あるため、何も取り込んでいません。直してからもう一度実行するか、--skip-bad を付けてください。',
    en: '{bad} to put right, so nothing was imported. Put them right and run again, or add --skip-bad.',
  },
  done: {
    ja: '{space}：下書きを{imported}件つくりました（取り込み済み {known}件、直す行 {bad}件）。',
    en: '{space}: made {imported} drafts ({known} imported before, {bad} lines to put right).',
  },
  dry: {
    ja: '{space}：試しに読みました。下書きは{imported}件になります（取り込み済み {known}件、直す行 {bad}件）。何も書き込んでいません。',
    en: '{space}: a trial. It would make {imported} drafts ({known} imported before, {bad} lines to put right). Nothing was written.',
  },
  span: { ja: '期間：{from:day}〜{to:day}', en: 'from {from:day} to {to:day}' },
  invited: {
    ja: '担当候補：{invited}件。公開するまで本人には知らせません。',
    en: 'names: {invited}. Nobody is told before publication.',
  },
  unknownNames: { ja: 'ミキサーと照らし合わせられなかった名前：{names}', en: 'names that fit no mixer: {names}' },
  took: { ja: '所要時間：{seconds}秒', en: 'time: {seconds} s' },
  noFile: { ja: '{file} を開けません。', en: '{file} cannot be opened.' },
  noSpace: { ja: '{space} というスペースはありません。', en: 'There is no space {space}.' },
} as const satisfies Record<string, Sentence>;
