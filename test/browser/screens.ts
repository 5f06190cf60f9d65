import { linkToken } from '#libs/identity';
import { testSettings } from '../support/app.js';
import { House, laidOut, picture, seriousFindings, SIZES, stickingOut, whyNoBrowser } from './browser.js';

/** Who looks at which screens; `{space}`, `{shift}`, … are filled from the seed. */
export type Screens = readonly (readonly [who: string | null, paths: readonly string[]])[];

/** Pictures for the documentation that no journey takes: who, path and language. */
const PICTURES = new Map([
  ['guest / ja', 'landing-ja'],
  ['junior /me/capabilities en', 'mixer-capabilities-en'],
  ['guest /legal/commerce ja', 'legal-commerce-ja'],
]);

/**
 * Every screen is opened so. axe, which takes longest, reads each on the phone by all its rules, and on the desk in the other colours for its
 * contrasts; the frame around the screens of the desk is read whole with the first of them.
 */
const LOOKS = [
  { language: 'ja', colours: 'light', readAt: SIZES[0], rules: 'all' },
  { language: 'en', colours: 'dark', readAt: SIZES[1], rules: 'colours' },
] as const;

/** Every one of these screens at both sizes, in both languages and colours, as the people of the seed see it. */
export function looksAt(screens: Screens): void {
  const why = whyNoBrowser();
  if (why) console.warn(why);

  (why ? describe.skip : describe)('every screen', () => {
    let house: House;
    let things: Record<string, string>;

    beforeAll(async () => {
      house = await House.open();
      const [found] = await house.db.query(
        `select sp.id as space, sp.slug,
                (select s.id from shifts s where s.space_id = sp.id and s.status = 'published' and s.starts_at > now() and s.places_taken < s.places order by s.starts_at limit 1) as "openShift",
                c.id as claim, c.shift_id as "todaysShift", c.terms_document_id as document, c.mixer_id as mixer,
                (select id from ledger_accounts where type = 'payable' order by id limit 1) as account,
                (select id from claims where status = 'confirmed' order by id limit 1) as confirmed,
                (select e.id from events e join accounts h on h.id = e.host_account_id where e.space_id = sp.id and e.status = 'published' and h.email = 'senior@mazeru.example' limit 1) as held,
                (select e.id from events e where e.space_id = sp.id and e.status = 'done' limit 1) as over,
                (select e.id from events e where e.space_id = sp.id and e.status = 'proposed' limit 1) as proposal,
                (select e.id from events e join sales s on s.subject_id = e.id
                  where e.kind = 'jelly' and e.status = 'published' and e.starts_at > now() and s.taken < s.capacity order by e.starts_at limit 1) as event,
                (select o.id from orders o join sales s on s.subject_id = o.subject_id
                  where o.role = 'guest' and o.status = 'confirmed' and o.unit_yen > 0 and s.starts_at > now() order by o.id limit 1) as coming,
                (select o.id from orders o join sales s on s.subject_id = o.subject_id
                  where o.role = 'guest' and o.status = 'confirmed' and s.ends_at < now() order by s.ends_at desc, o.id limit 1) as came,
                (select id from orders where status = 'waitlisted' order by id limit 1) as waiting,
                (select id from events where kind = 'mixerMeeting' and status = 'published') as meeting,
                (select id from events where kind = 'mixerMeeting' and status = 'done') as "pastMeeting"
           from spaces sp join claims c on c.space_id = sp.id join accounts a on a.id = c.account_id
          where sp.name = '北のつくえ盛岡' and a.email = 'junior@mazeru.example' and c.status = 'booked' order by c.claimed_at limit 1`,
      );
      things = found;
      const { secretKeys } = testSettings('');
      for (const order of ['coming', 'came', 'waiting']) things[order] = `${things[order]}?token=${linkToken(secretKeys, 'order', things[order] ?? '')}`;
    }, 60_000);
    afterAll(() => house.close());

    for (const [who, paths] of screens) {
      for (const { language, colours, readAt, rules } of LOOKS) {
        it(
          `${who ?? 'a guest'}, ${language}, ${colours}, at ${SIZES.map(({ width }) => width).join(' and ')} px: nothing sticks out, nothing fails; nothing serious for axe at ${readAt.width} px (${rules})`,
          async () => {
            const seat = await house.seat(who, SIZES[0], language, colours);
            const found: string[] = [];
            for (const [at, path] of paths.entries()) {
              const address = path.replace(/\{(\w+)\}/g, (_, thing: string) => things[thing] ?? '?');
              await house.visit(seat, address);
              if ((await seat.page.title()).trim() === '') found.push(`${path} has no title`);
              for (const size of SIZES) {
                await seat.page.setViewportSize(size);
                await laidOut(seat);
                if (size === readAt) found.push(...(await seriousFindings(seat.page, 'html', at === 0 ? 'all' : rules)).map((finding) => `${path} at ${size.width} ${finding}`));
                if (await stickingOut(seat.page)) found.push(`${path} at ${size.width} sticks out`);
                const pictured = PICTURES.get([who ?? 'guest', path, language].join(' '));
                if (pictured) await picture(seat.page, pictured);
              }
            }
            await seat.context.close();
            expect([...found, ...seat.faults]).toEqual([]);
          },
          240_000,
        );
      }
    }
  });
}
