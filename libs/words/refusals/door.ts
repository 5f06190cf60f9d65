import type { Sentence } from '../sentence.js';

/** What the door itself says: who are you, is this readable, are you too fast. */
export const DOOR_REFUSALS = {
  input: { ja: '入力を確認してください。下の項目を直すと続けられます。', en: 'Please check what you entered. Correct the fields below to go on.' },
  'input.json': { ja: '送られた内容を読み取れませんでした。ページを読み込み直して、もう一度お試しください。', en: 'What was sent could not be read. Reload the page and try again.' },
  'input.tooLarge': { ja: '送られた内容が大きすぎます。短くして、もう一度お試しください。', en: 'What was sent is too large. Shorten it and try again.' },
  unauthenticated: { ja: 'ログインが必要です。ログインしてから、もう一度お試しください。', en: 'Please sign in first, then try again.' },
  'origin.foreign': { ja: 'ほかのサイトからの操作は受け付けていません。Mazeruの画面から操作してください。', en: 'Requests from another site are not accepted. Use the screens of Mazeru.' },
  forbidden: { ja: 'この操作は、いまの役割では行えません。必要なときは組合にご相談ください。', en: 'Your role does not include this. Ask the cooperative if you need it.' },
  missing: { ja: '見つかりませんでした。移動したか、公開されていない可能性があります。', en: 'This was not found. It may have moved, or it is not open to you.' },
  'state.wrong': { ja: 'いまの状態ではこの操作はできません。ページを読み込み直して、最新の状態を確かめてください。', en: 'This cannot be done in the present state. Reload the page to see where it stands.' },
  tooMany: { ja: '短い時間に操作が続きました。{seconds}秒ほど待ってから、もう一度お試しください。', en: 'That was a lot in a short time. Wait about {seconds} seconds and try again.' },
  internal: { ja: 'こちらの不具合で処理できませんでした。入力は失われていません。少し待って、もう一度お試しください。', en: 'Something failed on our side. Nothing you entered is lost. Wait a little and try again.' },
  unavailable: { ja: 'ただいま準備中です。少し待って、もう一度お試しください。', en: 'The service is getting ready. Wait a little and try again.' },
  'idempotency.mismatch': { ja: '同じ受付番号で別の内容が送られました。ページを読み込み直して、はじめからお試しください。', en: 'The same request key was used for something else. Reload the page and start again.' },
  'idempotency.inFlight': { ja: '同じ操作を処理しています。少し待って、結果を確かめてください。', en: 'The same request is still being handled. Wait a little and look at the result.' },
} as const satisfies Record<string, Sentence>;
