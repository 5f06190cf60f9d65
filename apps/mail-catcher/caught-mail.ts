/** A mail as it arrived. */
export interface CaughtMail {
  id: number;
  /** ISO 8601, UTC. */
  receivedAt: string;
  from: string;
  /** Those the mail was handed in for, blind copies too. */
  to: string[];
  subject: string;
  text: string;
  html: string | undefined;
  attachments: { name: string; type: string; bytes: number }[];
}

/** What `GET /messages` answers, newest first. */
export interface CaughtMailList {
  items: CaughtMail[];
}
