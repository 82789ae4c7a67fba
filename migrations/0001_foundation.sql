-- The nouns of the foundation. `{id}` and `{blob}` are the only words that differ between the engines (crates/db/src/migrate.rs).
-- Instants are microseconds UTC, dates are 'YYYY-MM-DD' in the académie's zone. Every tenant-owned row carries its académie.

create table site_setting (
  key text primary key not null,
  value text not null
);

create table academy (
  id {id},
  slug text not null,
  kind text not null,
  full_name text not null,
  of_name text not null,
  short text not null,
  code text not null,
  time_zone text not null,
  hue bigint not null,
  password_preset text not null,
  support_contact text,
  sender_name text,
  sender_address text,
  arena_scolaire text,
  arena_superieur text
);
create unique index academy_slug on academy (slug);

create table person (
  id {id},
  username text not null,
  first_name text not null,
  last_name text not null,
  state text not null,
  suspended_at bigint,
  password_hash text,
  language text,
  address_visibility text not null,
  moodlenet_profile text not null,
  city text not null,
  country text not null,
  time_zone text,
  description text not null,
  home_academy_id bigint references academy (id),
  created_at bigint not null
);
create unique index person_username on person (username);

-- `folded` is what is compared; `address` is where mail goes. A pending address serves nothing.
-- An import may leave one address with several people: those rows are `shared`, all others have one owner.
create table person_address (
  id {id},
  person_id bigint not null references person (id),
  address text not null,
  folded text not null,
  state text not null,
  main boolean not null,
  shared boolean not null,
  created_at bigint not null
);
create unique index person_address_person_id_folded on person_address (person_id, folded);
create unique index person_address_folded on person_address (folded) where state <> 'pending' and not shared;
create index person_address_any on person_address (folded);

create table membership (
  id {id},
  academy_id bigint not null references academy (id),
  person_id bigint not null references person (id),
  state text not null,
  created_at bigint not null
);
create unique index membership_academy_id_person_id on membership (academy_id, person_id);
create index membership_person on membership (person_id);

-- Without an académie: a role on the whole site (administrateur national).
create table role_grant (
  id {id},
  academy_id bigint references academy (id),
  person_id bigint not null references person (id),
  role text not null,
  created_at bigint not null
);
create unique index role_grant_person_id_academy_id_role on role_grant (person_id, academy_id, role);
create unique index role_grant_person_id_role on role_grant (person_id, role) where academy_id is null;

-- Deadlines only: nothing here tells when or from where somebody came (product promise).
create table session (
  id {id},
  person_id bigint not null references person (id),
  token_hash {blob} not null,
  idle_until bigint not null,
  ends_at bigint not null,
  idle_span bigint not null
);
create unique index session_token_hash on session (token_hash);
create index session_person on session (person_id);
create index session_idle_until on session (idle_until);

-- Failed guesses, by a keyed name of what is guarded (an account, an account seen from a network, a device); never by network alone.
create table guess_counter (
  key text primary key not null,
  target text not null,
  failures bigint not null,
  blocked_until bigint not null,
  day_started_at bigint not null,
  day_failures bigint not null
);
create index guess_counter_target on guess_counter (target);

-- Single-use mailed links. `slot` is held by the one that lives for its account and purpose; what an unknown name leaves
-- behind lives in one of a fixed number of slots without a person, so that known and unknown do the same work and nothing grows.
create table link (
  id {id},
  academy_id bigint not null references academy (id),
  person_id bigint references person (id),
  slot text,
  purpose text not null,
  request_key text,
  public_id text not null,
  nonce {blob} not null,
  token_hash {blob} not null,
  wanted text,
  address_id bigint references person_address (id),
  state text not null,
  created_at bigint not null,
  expires_at bigint
);
create unique index link_slot on link (slot);
create unique index link_token_hash on link (token_hash);
create unique index link_public_id on link (public_id);
create index link_person on link (person_id, purpose, created_at);
create index link_request_key on link (request_key);

create table job (
  id {id},
  slot text,
  kind text not null,
  payload text not null,
  state text not null,
  run_at bigint not null,
  attempts bigint not null,
  leased_until bigint,
  last_error text,
  created_at bigint not null
);
create unique index job_slot on job (slot);
create index job_due on job (state, run_at);

-- The outbox. A row names recipient, template and subject; it never holds a secret (links are recomputed from their row at each attempt).
create table letter (
  id {id},
  academy_id bigint references academy (id),
  person_id bigint references person (id),
  slot text,
  template text not null,
  subject text not null,
  recipient text not null,
  parameters text not null,
  message_id text not null,
  state text not null,
  attempts bigint not null,
  last_answer text,
  created_at bigint not null,
  handed_over_at bigint
);
create unique index letter_slot on letter (slot);
create unique index letter_message_id on letter (message_id);
create index letter_academy on letter (academy_id, created_at);
create index letter_person on letter (person_id);

-- The journal: changes and password resets, never a sign-in or a look. Kept 12 months.
create table event (
  id {id},
  academy_id bigint references academy (id),
  actor_id bigint references person (id),
  person_id bigint references person (id),
  kind text not null,
  detail text not null,
  happened_at bigint not null
);
create index event_happened_at on event (happened_at);
create index event_academy on event (academy_id, happened_at);

create table course (
  id {id},
  academy_id bigint not null references academy (id),
  number bigint not null,
  kind text not null,
  stage text not null,
  hidden boolean not null,
  title text not null,
  summary text not null,
  starts_on text,
  ends_on text,
  minutes_on_site bigint not null,
  minutes_at_distance bigint not null,
  created_at bigint not null
);
create unique index course_academy_id_number on course (academy_id, number);
-- What is open is counted and listed along this one: without an end, or ending last, first.
create index course_offer on course (academy_id, kind, stage, hidden, ends_on, number);

create table section (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  position bigint not null,
  title text not null,
  summary text not null
);
create unique index section_course_id_position on section (course_id, position);

create table activity (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  section_id bigint not null references section (id),
  position bigint not null,
  kind text not null,
  title text not null,
  hidden boolean not null
);
create unique index activity_section_id_position on activity (section_id, position);
create index activity_course on activity (course_id);

create table activity_label (
  activity_id bigint primary key not null references activity (id),
  academy_id bigint not null references academy (id),
  tone text not null,
  body text not null
);

create table activity_page (
  activity_id bigint primary key not null references activity (id),
  academy_id bigint not null references academy (id),
  body text not null
);

create table enrolment (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  person_id bigint not null references person (id),
  role text not null,
  created_at bigint not null
);
create unique index enrolment_course_id_person_id on enrolment (course_id, person_id);
create index enrolment_person on enrolment (person_id, academy_id);
