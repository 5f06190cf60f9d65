-- A mail is sent, given up, or waiting for its next attempt; none hangs between.
select id as mail_id, template, attempts
  from outbox_mails
 where sent_at is null and failed_at is null and next_attempt_at is null;
