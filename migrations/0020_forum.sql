-- A forum: who opens discussions in it (`mode`), who is written to (`subscription`), and a text above them, as an activity's own.
create table activity_forum (
  activity_id bigint primary key not null references activity (id),
  academy_id bigint not null references academy (id),
  mode text not null,
  subscription text not null,
  body text not null,
  format text not null,
  source text not null
);

-- A discussion. Of what everybody may see of it, the number of answers, the last post and its instant (microseconds UTC) are kept here, so that a
-- list costs the same however long its discussions are; private answers never count.
create table forum_discussion (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  title text not null,
  pinned boolean not null default false,
  locked boolean not null default false,
  replies bigint not null default 0,
  first_post_id bigint not null default 0,
  last_post_id bigint not null default 0,
  last_posted_at bigint not null,
  request_key text
);
create index forum_discussion_order on forum_discussion (activity_id, pinned, last_posted_at, id);
create unique index forum_discussion_activity_id_request_key on forum_discussion (activity_id, request_key);

-- A post, which answers another one but for the first of its discussion. `private_to`: only that person and those who teach ever see it.
-- `folded` is what a search compares. Mail went out to everybody whose id is not above `told_to`.
create table forum_post (
  id {id},
  academy_id bigint not null references academy (id),
  discussion_id bigint not null references forum_discussion (id),
  parent_id bigint references forum_post (id),
  person_id bigint not null references person (id),
  private_to bigint references person (id),
  body text not null,
  format text not null,
  source text not null,
  folded text not null,
  posted_at bigint not null,
  edited_at bigint,
  edition bigint not null default 0,
  deleted boolean not null default false,
  told_to bigint not null default 0,
  request_key text
);
create index forum_post_discussion on forum_post (discussion_id, id);
create index forum_post_parent on forum_post (parent_id);
create index forum_post_person on forum_post (person_id);
create index forum_post_private on forum_post (private_to);
create unique index forum_post_discussion_id_request_key on forum_post (discussion_id, request_key);

-- How far somebody read a discussion: the last post, overwritten in place, for herself alone.
create table forum_read (
  id {id},
  academy_id bigint not null references academy (id),
  discussion_id bigint not null references forum_discussion (id),
  person_id bigint not null references person (id),
  post_id bigint not null
);
create unique index forum_read_person_id_discussion_id on forum_read (person_id, discussion_id);
create index forum_read_discussion on forum_read (discussion_id);

-- Whether somebody wants the messages of a forum by mail, and of one discussion where she said so apart.
create table forum_subscription (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  person_id bigint not null references person (id),
  wanted boolean not null
);
create unique index forum_subscription_person_id_activity_id on forum_subscription (person_id, activity_id);
create index forum_subscription_activity on forum_subscription (activity_id);
create table forum_discussion_subscription (
  id {id},
  academy_id bigint not null references academy (id),
  discussion_id bigint not null references forum_discussion (id),
  person_id bigint not null references person (id),
  wanted boolean not null
);
create unique index forum_discussion_subscription_person_id_discussion_id on forum_discussion_subscription (person_id, discussion_id);
create index forum_discussion_subscription_discussion on forum_discussion_subscription (discussion_id);

-- What somebody chose for all forums: how mail comes, whether posting subscribes, whether what she read is kept.
create table forum_choice (
  person_id bigint primary key not null references person (id),
  mail text not null,
  subscribes boolean not null,
  tracks boolean not null
);

-- Posts that wait for the message of the day of somebody who chose it.
create table forum_digest (
  id {id},
  academy_id bigint not null references academy (id),
  person_id bigint not null references person (id),
  post_id bigint not null references forum_post (id),
  queued_at bigint not null
);
create unique index forum_digest_person_id_post_id on forum_digest (person_id, post_id);
create index forum_digest_due on forum_digest (academy_id, queued_at);
create index forum_digest_post on forum_digest (post_id);
