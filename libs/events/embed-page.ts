import { EVENT_KIND_WORDS, OUTSIDE_WORDS, say, spanInWords, type Locale } from '#libs/words';
import { escapedHtml } from './event-head.js';
import type { AnnouncedEvent } from './outside.queries.js';
import { placeOutside, priceOutside, seatsOutside, titleOutside, type Told } from './outside.words.js';

/**
 * The list of coming events that other people's pages show in a frame: plain HTML without any script, whose links open our own page.
 * It follows the colours of the reader's device.
 */
export function embedPage(events: readonly { event: AnnouncedEvent; told: Told }[], { publicUrl, locale }: { publicUrl: string; locale: Locale }): string {
  const items = events.map(({ event, told }) => {
    const facts = [EVENT_KIND_WORDS[event.kind][locale], placeOutside(event, locale), priceOutside(told, locale), event.status === 'cancelled' ? '' : seatsOutside(told, locale)];
    return `<li><a href="${escapedHtml(publicUrl)}/events/${event.id}" target="_blank" rel="noopener"><time datetime="${event.startsAt.toISOString()}">${escapedHtml(spanInWords(event.startsAt, event.endsAt, locale))}</time><b>${escapedHtml(titleOutside(event, locale))}</b><span>${escapedHtml(facts.filter((fact) => fact !== '').join(' · '))}</span></a></li>`;
  });
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${say(OUTSIDE_WORDS.events, locale)}</title>
<style>
:root{color-scheme:light dark;--paper:#fff;--line:#e7e0d6;--ink:#1d2733;--soft:#5b6673;--link:#23466f}
@media(prefers-color-scheme:dark){:root{--paper:#171513;--line:#3a352f;--ink:#f2ece3;--soft:#b8b0a5;--link:#9cc1f0}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 "BIZ UDPGothic","Hiragino Sans","Yu Gothic",Meiryo,sans-serif}
ul{list-style:none;margin:0;padding:0}
li{border-bottom:1px solid var(--line)}
a{display:block;padding:12px 8px;color:inherit;text-decoration:none}
a:hover b,a:focus-visible b{text-decoration:underline}
time,span{display:block;font-size:14px;color:var(--soft)}
b{display:block;color:var(--link)}
p{margin:0;padding:12px 8px}
p a{display:inline;padding:0;color:var(--link);text-decoration:underline}
</style>
</head>
<body>
${items.length > 0 ? `<ul>\n${items.join('\n')}\n</ul>` : `<p>${say(OUTSIDE_WORDS.none, locale)}</p>`}
<p><a href="${escapedHtml(publicUrl)}/events" target="_blank" rel="noopener">${say(OUTSIDE_WORDS.all, locale)}</a></p>
</body>
</html>`;
}
