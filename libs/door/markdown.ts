import { fromMarkdown } from 'mdast-util-from-markdown';
import type { FieldError } from '#libs/kernel';

/** Where links and pictures may lead; an address without a scheme is relative and stays on our own site or the page's protocol. */
const SCHEMES = ['https', 'http', 'mailto', 'tel'];
/** So many lists and quotes may one line open, and so many lines may open one: enough for people; the parser's time grows with their square. */
export const MARKERS_A_LINE = 4;
export const MARKED_LINES = 1000;

const MARKER = String.raw`[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))`;
/** A line that opens too many; a line of rule signs alone (`- - - - -`) opens none. */
const DEEP_LINE = new RegExp(String.raw`^(?![-*_ \t]*$)(?:${MARKER}){${MARKERS_A_LINE + 1}}`, 'm');
const MARKED_LINE = new RegExp(`^${MARKER}`, 'gm');

/** What can hide neither HTML nor a link, and takes seconds to read in a text made to that end: emphasis, and headings underlined with signs. */
const PASSED_OVER = ['attention', 'setextUnderline'];

/** What this check looks at of a node of the syntax tree. */
interface Node {
  type: string;
  url?: string;
  children?: readonly Node[];
}

/**
 * What is wrong with a Markdown text, or nothing: raw HTML (`markdownHtml`), a link or picture that leads elsewhere than https, http,
 * mailto, tel or a relative address (`markdownLink` with the `link`), a line nested too deep (`markdownDeep`) or too many lines of lists and
 * quotes (`markdownLists`).
 */
export function markdownComplaints(text: string, path: string): FieldError[] {
  if (DEEP_LINE.test(text)) return [{ path, code: 'markdownDeep', params: { max: MARKERS_A_LINE } }];
  if ((text.match(MARKED_LINE)?.length ?? 0) > MARKED_LINES) return [{ path, code: 'markdownLists', params: { max: MARKED_LINES } }];
  const open: Node[] = [fromMarkdown(text, { extensions: [{ disable: { null: PASSED_OVER } }] })];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'html') return [{ path, code: 'markdownHtml' }];
    if (node.url !== undefined && !mayLeadTo(node.url)) return [{ path, code: 'markdownLink', params: { link: node.url.slice(0, 100) } }];
    open.push(...(node.children ?? []));
  }
  return [];
}

/** Browsers skip blanks and control characters inside a scheme, so they are taken out before it is read. */
function mayLeadTo(url: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\p{Cc}\s]/gu, ''))?.[1];
  return scheme === undefined || SCHEMES.includes(scheme.toLowerCase());
}
