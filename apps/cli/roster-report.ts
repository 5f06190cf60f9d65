import type { RosterOutcome } from '#libs/shifts';
import { ROSTER_REPORT, ROSTER_WORDS, say, type Locale } from '#libs/words';

/** What became of a roster, line by line, as the person at the terminal reads it. */
export function rosterReport(outcome: RosterOutcome, file: string, { lang, dryRun }: { lang: Locale; dryRun: boolean }): string[] {
  const { problems, spaceName, imported, known, from, to, invitations, unknownNames } = outcome;
  const bad = new Set(problems.map(({ line }) => line)).size;
  const lines = [say(ROSTER_REPORT.read, lang, { file, encoding: outcome.encoding ?? '-', lines: outcome.lines })];
  for (const { line, code, params } of problems) {
    const open = params['open'] === '' ? ROSTER_WORDS.closedDay[lang] : (params['open'] ?? '');
    const reason = say(ROSTER_WORDS[code], lang, { ...params, open });
    lines.push(line === 0 ? say(ROSTER_REPORT.badFile, lang, { reason }) : say(ROSTER_REPORT.badLine, lang, { line, reason }));
  }
  if (!outcome.accepted) return [...lines, say(ROSTER_REPORT.nothing, lang, { bad })];
  lines.push(say(dryRun ? ROSTER_REPORT.dry : ROSTER_REPORT.done, lang, { space: spaceName, imported, known, bad }));
  if (from && to) lines.push(say(ROSTER_REPORT.span, lang, { from, to }));
  if (invitations > 0) lines.push(say(ROSTER_REPORT.invited, lang, { invited: invitations }));
  if (unknownNames.length > 0) lines.push(say(ROSTER_REPORT.unknownNames, lang, { names: unknownNames.join(lang === 'ja' ? '、' : ', ') }));
  return lines;
}
