import iconv from 'iconv-lite';
import { addDays, isHoliday, weekdayOf, type Day } from '#libs/kernel';

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'];
const TIMES = ['10:00～14:00', '１４：００～１９：００', '9:30-13:00', '13時～18時', '15:00〜19:00'];
const KINDS = ['受付', 'フロア', '受付', '', '受付'];
const REWARDS = ['4,000円', '５，０００', '4500', '￥6,000', '5000円'];
const NAMES = ['佐藤花子', '鈴木 健司', '髙橋みなみ、渡辺咲', '未定', '', '小野寺（見学）'];
const NOTES = ['', '①ポットの麦茶を足す', '体験の方が3名', '', '鍵は書店で受け取り'];

/** A roster as an owner keeps it, as text: a title, the header once a month, notes and a total; `count` lines that ask for shifts, on weekdays that are no holidays. */
export function rosterText(from: Day, count: number): string {
  const lines = ['北のつくえ盛岡　受付担当表,,,,,,,', '日付,曜日,時間帯,種別,枠数,報酬（円）,担当者,備考'];
  let on = from;
  let month = on.slice(0, 7);
  for (let made = 0; made < count; ) {
    if (on.slice(0, 7) !== month) lines.push(',,,,,,,', '日付,曜日,時間帯,種別,枠数,報酬（円）,担当者,備考');
    month = on.slice(0, 7);
    const weekday = weekdayOf(on);
    if (weekday === 0 || weekday === 6 || isHoliday(on) || isTurnOfYear(on)) lines.push(`${dateOf(on)},${WEEKDAYS[weekday] ?? ''},休業,,,,,`);
    for (let slot = 0; slot < 5 && made < count && !(weekday === 0 || weekday === 6 || isHoliday(on) || isTurnOfYear(on)); slot++) {
      const pick = (texts: readonly string[]): string => texts[(made + slot) % texts.length] ?? '';
      const places = made % 7 === 0 ? '２名' : '1';
      lines.push([dateOf(on), WEEKDAYS[weekday] ?? '', pick(TIMES), pick(KINDS), places, `"${pick(REWARDS)}"`, `"${pick(NAMES)}"`, pick(NOTES)].join(','));
      made += 1;
    }
    on = addDays(on, 1);
  }
  lines.push(`合計,,,,${count},,,`, '※ 交通費は報酬に含みます,,,,,,,', '');
  return lines.join('\r\n');
}

/** The same as a spreadsheet on Windows saves it. */
export const rosterInShiftJis = (from: Day, count: number): Buffer => iconv.encode(rosterText(from, count).replaceAll('〜', '～'), 'cp932');

const isTurnOfYear = (on: Day): boolean => on.slice(5) >= '12-29' || on.slice(5) <= '01-03';
const dateOf = (on: Day): string => `${Number(on.slice(5, 7))}/${Number(on.slice(8))}`;
