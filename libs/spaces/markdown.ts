import { fromMarkdown } from 'mdast-util-from-markdown';
import type { FieldError } from '#libs/kernel';

/** Where links and pictures may lead; an address without a scheme is relative and stays on our own site or the page's protocol. */
const SCHEMES = ['https', 'http', 'mailto', 'tel'];
/** So many lists and quotes may one line open: enough for people, few enough for the parser, whose time grows with their square. */
export const MARKERS_A_LINE = 4;

/** A line that opens more lists and quotes than that; a line of rule signs alone (`- - - - -`) is none. */
const DEEP_LINE = new RegExp(`^(?![-*_ \\t]*$)(?:[ \\t]*(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))){${MARKERS_A_LINE + 1}}`, 'm');

/** What this check looks at of a node of the syntax tree. */
interface Node {
  type: string;
  url?: string;
  children?: readonly Node[];
}

/**
 * What is wrong with a Markdown text, or nothing: raw HTML (`markdownHtml`), a link or picture that leads elsewhere than https, http,
 * mailto, tel or a relative address (`markdownLink` with the `link`), a line nested too deep (`markdownDeep`).
 */
export function markdownComplaints(text: string, path: string): FieldError[] {
  if (DEEP_LINE.test(text)) return [{ path, code: 'markdownDeep', params: { max: MARKERS_A_LINE } }];
  // Emphasis can hide neither HTML nor a link, and reading it takes seconds on texts made to that end.
  const open: Node[] = [fromMarkdown(text, { extensions: [{ disable: { null: ['attention'] } }] })];
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
