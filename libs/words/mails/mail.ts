import type { Sentence } from '../sentence.js';

/** A notice to one person: the subject is also the line in the inbox; the body is plain text with a blank line between paragraphs. */
export interface Mail {
  subject: Sentence;
  body: Sentence;
  /** What the link under the mail is called. */
  link?: Sentence;
}
