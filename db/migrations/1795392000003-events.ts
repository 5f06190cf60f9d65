import type { MigrationInterface, QueryRunner } from 'typeorm';

const at = (minutesIn: number, title: string, note = '') => ({ minutesIn, title, note });
const table = (name: string, seats: number, theme = '') => ({ name, seats, theme });
const task = (daysBefore: number, text: string) => ({ text, daysBefore, done: false });
const ticket = (name: string, priceYen: number, description = '', capacity: number | null = null) => ({ name, description, priceYen, capacity });
const ask = (id: string, text: string, choices: string[] = []) => ({ id, text, required: false, choices });

const USUAL_POLICY = [
  { untilHoursBefore: 72, refundPercent: 100 },
  { untilHoursBefore: 24, refundPercent: 50 },
];
const percent = (role: string, value: number) => ({ role, kind: 'basisPoints', value });
const JELLY_SPLIT = {
  base: 'net',
  shares: [percent('space', 3000), percent('host', 4500), percent('attractor', 1000), percent('referrerSpace', 500), percent('cooperative', 500), percent('fund', 500)],
};
const USUAL_SPLIT = { base: 'net', shares: [percent('space', 3000), percent('host', 6000), percent('cooperative', 500), percent('fund', 500)] };
const OWN_SPLIT = { base: 'net', shares: [percent('cooperative', 10_000)] };

/** What hosts start from; the cooperative changes them as it learns. */
const TEMPLATES = [
  {
    name: 'JELLY',
    kind: 'jelly',
    content: {
      title: 'JELLY',
      theme: 'となりの仕事を知る夜',
      description: 'はじめての方も、いつもの方も、同じテーブルで過ごす交流の場です。受付で紙に名前と今日したいことを書き、仕事や会話をしながら、ミキサーが話の合いそうな人どうしを引き合わせます。',
      minutes: 120,
      capacity: 20,
      minGuests: 6,
      format: 'onsite',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('参加', 500, '飲み物つき')],
      methods: ['card', 'payPay', 'door'],
      cancellationPolicy: USUAL_POLICY,
      questions: [ask('today', '今日話してみたいこと、してみたいことはありますか')],
      timetable: [at(0, '受付・自己紹介の紙を書く'), at(15, 'テーブルごとの自己紹介'), at(35, 'テーマについて話す'), at(65, '5分の話を3つ', '話したい人は当日受付で申し出る'), at(90, '席を替えて自由に交流'), at(115, '結びと次回のお知らせ')],
      tablePlan: [table('A', 5, 'はじめての方'), table('B', 5, 'テーマを深める'), table('C', 5, '仕事の相談'), table('D', 5, '地域と暮らし')],
      checklist: [
        task(14, 'スペースと部屋の使い方を確かめる'),
        task(10, 'チラシとリンクを配る'),
        task(7, '登壇者とモニターに声をかける'),
        task(1, '参加者の名簿を見て席を決める'),
        task(1, '飲み物・紙・ペン・名札を用意する'),
        task(0, 'おつりを用意する'),
        task(0, '参加者への3つの質問を案内する'),
      ],
      alcohol: false,
      split: JELLY_SPLIT,
    },
  },
  {
    name: '勉強会',
    kind: 'studyGroup',
    content: {
      title: '勉強会',
      theme: '',
      description: '一つのテーマを持ち寄って学び合います。',
      minutes: 120,
      capacity: 12,
      minGuests: 3,
      format: 'onsite',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('参加', 500)],
      methods: ['card', 'payPay', 'door'],
      cancellationPolicy: USUAL_POLICY,
      questions: [ask('level', 'このテーマについて、いまどのくらいご存じですか', ['はじめて', '少し知っている', '仕事で使っている'])],
      timetable: [at(0, '自己紹介'), at(15, '話題の提供'), at(60, '話し合い'), at(110, 'まとめ')],
      tablePlan: [],
      checklist: [
        task(7, '資料を用意する'),
        task(1, 'プロジェクターと電源を確かめる'),
      ],
      alcohol: false,
      split: USUAL_SPLIT,
    },
  },
  {
    name: 'セミナー',
    kind: 'seminar',
    content: {
      title: 'セミナー',
      theme: '',
      description: '講師の話を聞き、質問の時間を設けます。',
      minutes: 120,
      capacity: 30,
      minGuests: 8,
      format: 'hybrid',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('会場', 2000, '', 20), ticket('オンライン', 1000)],
      methods: ['card', 'payPay', 'konbini', 'door'],
      cancellationPolicy: USUAL_POLICY,
      questions: [ask('ask', '講師に聞いてみたいことはありますか')],
      timetable: [at(0, '受付'), at(10, '講演'), at(80, '質問'), at(110, '交流')],
      tablePlan: [],
      checklist: [
        task(21, '講師と内容・時間を確かめる'),
        task(3, '配信の機材を確かめる'),
        task(1, '資料を印刷する'),
      ],
      alcohol: false,
      split: USUAL_SPLIT,
    },
  },
  {
    name: '教室',
    kind: 'class',
    content: {
      title: '教室',
      theme: '',
      description: '少人数で手を動かして学びます。',
      minutes: 90,
      capacity: 8,
      minGuests: 2,
      format: 'onsite',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('受講', 3000, '材料費を含みます')],
      methods: ['card', 'payPay', 'konbini', 'door'],
      cancellationPolicy: USUAL_POLICY,
      questions: [],
      timetable: [at(0, 'あいさつ・道具の説明'), at(15, '実習'), at(80, '片づけとふりかえり')],
      tablePlan: [],
      checklist: [
        task(3, '材料と道具を数える'),
        task(1, '見本を用意する'),
      ],
      alcohol: false,
      split: USUAL_SPLIT,
    },
  },
  {
    name: 'ワークショップ',
    kind: 'workshop',
    content: {
      title: 'ワークショップ',
      theme: '',
      description: '参加者どうしで考え、形にして持ち帰ります。',
      minutes: 180,
      capacity: 16,
      minGuests: 6,
      format: 'onsite',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('参加', 1500)],
      methods: ['card', 'payPay', 'door'],
      cancellationPolicy: USUAL_POLICY,
      questions: [],
      timetable: [at(0, '説明・組分け'), at(20, '考える'), at(80, '形にする'), at(140, '発表'), at(170, '結び')],
      tablePlan: [table('1', 4), table('2', 4), table('3', 4), table('4', 4)],
      checklist: [
        task(3, '模造紙・付せん・ペンを用意する'),
        task(1, '組分けを決める'),
      ],
      alcohol: false,
      split: USUAL_SPLIT,
    },
  },
  {
    name: 'パーティー',
    kind: 'party',
    content: {
      title: 'パーティー',
      theme: '',
      description: '食事を囲んで、ゆっくり知り合う会です。',
      minutes: 150,
      capacity: 30,
      minGuests: 10,
      format: 'onsite',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('参加', 3000, '食事と飲み物つき')],
      methods: ['card', 'payPay', 'konbini', 'door'],
      cancellationPolicy: [{ untilHoursBefore: 96, refundPercent: 100 }, { untilHoursBefore: 48, refundPercent: 50 }],
      questions: [ask('food', '食べられないものがあればお書きください。会の30日後に消去します')],
      timetable: [at(0, '受付'), at(20, '開会のあいさつ'), at(30, '歓談'), at(135, '結び')],
      tablePlan: [],
      checklist: [
        task(5, '料理を注文する'),
        task(2, '人数を確定する'),
        task(1, '飲み物と氷を用意する'),
      ],
      alcohol: true,
      split: USUAL_SPLIT,
    },
  },
  {
    name: 'モニターの会',
    kind: 'monitoringParty',
    content: {
      title: 'モニターの会',
      theme: '',
      description: '商品やサービスを試し、感想を持ち寄ります。',
      minutes: 90,
      capacity: 15,
      minGuests: 5,
      format: 'onsite',
      sellerOfRecord: 'host',
      ticketTypes: [ticket('参加', 0)],
      methods: ['free'],
      cancellationPolicy: [],
      questions: [ask('use', '同じ種類のものを、ふだんどのくらい使いますか')],
      timetable: [at(0, '説明'), at(15, '試す'), at(50, '感想を話す'), at(75, '記入')],
      tablePlan: [],
      checklist: [
        task(3, '試すものを人数分受け取る'),
        task(0, '紹介の表示（PR）について説明する'),
      ],
      alcohol: false,
      split: USUAL_SPLIT,
    },
  },
  {
    name: '初回講習',
    kind: 'course',
    content: {
      title: 'コミュニティミキサー初回講習',
      theme: '',
      description: 'コミュニティミキサーの役割、約束ごと、最初の一歩を学びます。',
      minutes: 180,
      capacity: 20,
      minGuests: null,
      format: 'onsite',
      sellerOfRecord: 'cooperative',
      ticketTypes: [ticket('受講', 3000)],
      methods: ['card', 'payPay', 'konbini'],
      cancellationPolicy: USUAL_POLICY,
      questions: [],
      timetable: [at(0, '受付'), at(10, '組合とミキサーの役割'), at(70, 'スペースでのふるまい'), at(120, 'お金と約束ごと'), at(165, '確認の問題')],
      tablePlan: [],
      checklist: [
        task(14, '講師と会場を確かめる'),
        task(3, '受講者に案内を送る'),
      ],
      alcohol: false,
      split: OWN_SPLIT,
    },
  },
];

/** Events: planned by a host, approved by a space, run, settled; and the monthly meeting of all mixers. */
export class Events1795392000003 implements MigrationInterface {
  name = 'Events1795392000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table event_templates (
        id uuid primary key default uuidv7(),
        -- Null: a template of the cooperative, for everybody.
        account_id uuid references accounts,
        name text not null check (length(name) between 1 and 80),
        kind text not null,
        content jsonb not null,
        created_at timestamptz not null,
        retired_at timestamptz
      );

      create table event_series (
        id uuid primary key default uuidv7(),
        host_account_id uuid not null references accounts,
        title text not null check (length(title) between 1 and 120),
        created_at timestamptz not null
      );

      create table events (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('jelly', 'studyGroup', 'seminar', 'class', 'workshop', 'party', 'monitoringParty', 'course', 'mixerMeeting')),
        status text not null check (status in ('draft', 'proposed', 'countered', 'refused', 'approved', 'published', 'done', 'settled', 'cancelled')),
        space_id uuid references spaces,
        resource_id uuid references resources,
        host_account_id uuid not null references accounts,
        -- Null for events of the cooperative itself.
        host_mixer_id uuid references mixers,
        series_id uuid references event_series,
        template_id uuid references event_templates,
        title text not null check (length(title) between 1 and 120),
        theme text not null default '' check (length(theme) <= 200),
        description text not null default '' check (length(description) <= 8000),
        format text not null default 'onsite' check (format in ('onsite', 'online', 'hybrid')),
        -- Shown to confirmed guests alone.
        online_url text check (length(online_url) <= 500),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        capacity integer not null,
        min_guests integer,
        seller_of_record text not null check (seller_of_record in ('cooperative', 'host', 'space')),
        -- [{ name, description, priceYen, capacity }], the wish until the sale opens; ticket_types holds them from then on.
        ticket_types jsonb not null check (jsonb_typeof(ticket_types) = 'array'),
        methods text[] not null,
        cancellation_policy jsonb not null check (jsonb_typeof(cancellation_policy) = 'array'),
        questions jsonb not null default '[]',
        timetable jsonb not null default '[]',
        table_plan jsonb not null default '[]',
        checklist jsonb not null default '[]',
        alcohol boolean not null default false,
        -- The host asked for a time outside opening hours, and the owner said yes to it.
        outside_hours boolean not null default false,
        rule_set_version integer not null references rule_sets,
        version integer not null default 1,
        answer_reason text,
        proposed_at timestamptz,
        approved_at timestamptz,
        approved_by uuid references accounts,
        published_at timestamptz,
        warned_at timestamptz,
        cancelled_at timestamptz,
        cancel_cause text check (cancel_cause in ('host', 'space', 'cooperative', 'forceMajeure')),
        cancel_reason text,
        -- Where it was before it was moved, and where the host would like to move it, until the space has answered.
        moved_from jsonb,
        move_wish jsonb,
        created_by uuid not null references accounts,
        created_at timestamptz not null,
        constraint events_forward check (ends_at > starts_at),
        constraint events_capacity check (capacity between 1 and 10000),
        constraint events_min_guests check (min_guests between 1 and capacity),
        constraint events_cancelled check ((status = 'cancelled') = (cancelled_at is not null)),
        constraint events_online check (format = 'onsite' or online_url is not null or status not in ('published', 'done', 'settled')),
        constraint events_place check (format = 'online' or space_id is not null or kind in ('course', 'mixerMeeting'))
      );
      create index events_public on events (starts_at, id) where status in ('published', 'done', 'settled', 'cancelled') and published_at is not null;
      create index events_space on events (space_id, starts_at) where space_id is not null;
      create index events_host on events (host_account_id, starts_at);
      create index events_series on events (series_id) where series_id is not null;

      -- What an event said at every version.
      create table event_versions (
        event_id uuid not null references events,
        version integer not null,
        said jsonb not null,
        changed_by uuid references accounts,
        changed_at timestamptz not null,
        reason text not null default '',
        primary key (event_id, version)
      );

      -- Free seats with a duty: who helps, sits on the panel, tests, or writes about it.
      create table event_people (
        id uuid primary key default uuidv7(),
        event_id uuid not null references events,
        role text not null check (role in ('coHost', 'panelist', 'monitor', 'promoter')),
        mixer_id uuid not null references mixers,
        account_id uuid not null references accounts,
        duty text not null check (length(duty) between 1 and 500),
        status text not null check (status in ('invited', 'accepted', 'declined', 'withdrawn', 'removed')),
        order_id uuid references orders,
        invited_by uuid not null references accounts,
        invited_at timestamptz not null,
        answered_at timestamptz,
        -- A promoter's post: where it stands, and the label that says it is one.
        post_url text check (length(post_url) <= 500),
        post_label text,
        done_at timestamptz
      );
      create unique index event_people_once on event_people (event_id, mixer_id) where status in ('invited', 'accepted');
      create index event_people_mixer on event_people (mixer_id, event_id);

      -- What phones at the door have said: each once, whatever is sent again.
      create table door_records (
        client_id uuid primary key,
        event_id uuid not null references events,
        kind text not null check (kind in ('checkIn', 'payment', 'walkIn')),
        order_id uuid references orders,
        seat_id uuid references seats,
        said jsonb not null,
        -- What became of it; a late or doubtful fact is kept with its difference.
        result text not null check (result in ('done', 'already', 'recorded', 'refused')),
        difference text,
        answer jsonb not null,
        happened_at timestamptz not null,
        recorded_at timestamptz not null,
        recorded_by uuid not null references accounts
      );
      create index door_records_event on door_records (event_id, recorded_at);
      create trigger door_records_append_only before update or delete on door_records for each row execute function refuse_change();

      create table event_reports (
        event_id uuid primary key references events,
        guests integer not null check (guests between 0 and 10000),
        cash_counted_yen integer not null check (cash_counted_yen between 0 and 20000000),
        outcomes text not null check (length(outcomes) <= 4000),
        reported_by uuid not null references accounts,
        reported_at timestamptz not null
      );

      -- What each gets. A version is proposed by the host and agreed by the space; a refund afterwards makes a further one of negative lines.
      create table event_settlements (
        id uuid primary key default uuidv7(),
        event_id uuid not null references events,
        version integer not null check (version >= 1),
        status text not null check (status in ('proposed', 'agreed', 'replaced')),
        received_yen integer not null,
        cost_yen integer not null check (cost_yen >= 0),
        -- What was agreed before, and what this version adds to each: [{ party, role, amountYen }].
        shares jsonb not null check (jsonb_typeof(shares) = 'array'),
        cash_yen integer not null default 0,
        cash_difference_yen integer not null default 0,
        agreement_id uuid references split_agreements,
        proposed_by uuid references accounts,
        proposed_at timestamptz not null,
        agreed_by uuid references accounts,
        agreed_name text,
        agreed_at timestamptz,
        constraint event_settlements_version_once unique (event_id, version),
        constraint event_settlements_agreed check ((status = 'agreed') = (agreed_at is not null))
      );
      create unique index event_settlements_open on event_settlements (event_id) where status = 'proposed';

      create table event_surveys (
        order_id uuid primary key references orders,
        event_id uuid not null references events,
        satisfaction integer not null check (satisfaction between 1 and 5),
        good text not null default '' check (length(good) <= 2000),
        wish text not null default '' check (length(wish) <= 2000),
        answered_at timestamptz not null
      );
      create index event_surveys_event on event_surveys (event_id);

      -- Who would like to stay in touch with whom; both must, before either sees an address.
      create table event_contacts (
        event_id uuid not null references events,
        from_seat_id uuid not null references seats,
        to_seat_id uuid not null references seats,
        wished_at timestamptz not null,
        withdrawn_at timestamptz,
        primary key (from_seat_id, to_seat_id),
        constraint event_contacts_two check (from_seat_id <> to_seat_id)
      );
      create index event_contacts_to on event_contacts (to_seat_id);
      -- Guests who are willing to be found by the others of that evening, and what they say of themselves.
      create table event_cards (
        seat_id uuid primary key references seats,
        event_id uuid not null references events,
        display_name text not null check (length(display_name) between 1 and 80),
        about text not null default '' check (length(about) <= 300),
        contact text not null check (length(contact) between 1 and 200),
        shown_at timestamptz not null
      );
      create index event_cards_event on event_cards (event_id);

      -- The monthly meeting is an event of kind mixerMeeting; this is what belongs to a meeting alone. One a month, whoever makes it.
      create table meetings (
        event_id uuid primary key references events,
        month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        -- The first version that everybody reads, since it was published.
        minutes_from integer check (minutes_from >= 1),
        minutes_published_at timestamptz,
        constraint meetings_month_once unique (month),
        constraint meetings_minutes check ((minutes_from is null) = (minutes_published_at is null))
      );
      create table meeting_topics (
        id uuid primary key default uuidv7(),
        event_id uuid not null references meetings,
        title text not null check (length(title) between 1 and 120),
        body text not null default '' check (length(body) <= 4000),
        proposed_by uuid not null references accounts,
        proposed_at timestamptz not null,
        position integer check (position >= 1),
        status text not null check (status in ('proposed', 'onAgenda', 'postponed', 'withdrawn')),
        -- The topic of an earlier meeting that this one goes on with.
        continues_id uuid references meeting_topics,
        decision text check (length(decision) between 1 and 4000),
        decided_at timestamptz,
        decided_by uuid references accounts,
        constraint meeting_topics_continued_once unique (continues_id),
        constraint meeting_topics_position check ((status = 'onAgenda') = (position is not null)),
        constraint meeting_topics_decided check ((decision is null) = (decided_at is null)),
        constraint meeting_topics_decided_on_agenda check (decision is null or status = 'onAgenda')
      );
      create index meeting_topics_event on meeting_topics (event_id);
      -- One row for each mixer who was invited.
      create table meeting_attendance (
        event_id uuid not null references meetings,
        mixer_id uuid not null references mixers,
        invited_at timestamptz not null,
        answer text check (answer in ('coming', 'notComing')),
        answered_at timestamptz,
        attended_at timestamptz,
        recorded_by uuid references accounts,
        primary key (event_id, mixer_id),
        constraint meeting_attendance_answered check ((answer is null) = (answered_at is null))
      );
      create table meeting_minutes (
        id uuid primary key default uuidv7(),
        event_id uuid not null references meetings,
        version integer not null check (version >= 1),
        body text not null check (length(body) between 1 and 20000),
        written_by uuid not null references accounts,
        written_at timestamptz not null,
        constraint meeting_minutes_version_once unique (event_id, version)
      );
      create trigger meeting_minutes_append_only before update or delete on meeting_minutes for each row execute function refuse_change();
      create table meeting_settings (
        only_one boolean primary key default true check (only_one),
        -- The third Wednesday, 20:00 in Tokyo, two hours, unless the cooperative says otherwise. Week 5 is the last of the month.
        week integer not null default 3 check (week between 1 and 5),
        weekday integer not null default 3 check (weekday between 0 and 6),
        starts_at text not null default '20:00' check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        minutes integer not null default 120 check (minutes between 15 and 480),
        online_url text not null default '' check (length(online_url) <= 500),
        changed_by uuid references accounts,
        changed_at timestamptz
      );
      insert into meeting_settings default values;
    `);
    await runner.query(
      `insert into event_templates (name, kind, content, created_at)
       select name, kind, content, '2026-01-01T00:00:00+09:00' from jsonb_to_recordset($1::jsonb) as t(name text, kind text, content jsonb)`,
      [JSON.stringify(TEMPLATES)],
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
