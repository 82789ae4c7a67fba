-- Files that somebody brings for one thing she says herself, and never for others to use again. `held`: something shows it; one that nothing
-- holds goes after a day.
create table own_file (
  id {id},
  academy_id bigint not null references academy (id),
  person_id bigint not null references person (id),
  -- Of what is in it; names it on the disk.
  hash text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  held boolean not null default false,
  created_at bigint not null
);
create index own_file_hash on own_file (hash);
create index own_file_bringer on own_file (academy_id, person_id);
create index own_file_loose on own_file (created_at) where held = false;

-- The files of a post, or of what is still a draft of one. Each stands in one place only.
create table forum_attachment (
  id {id},
  academy_id bigint not null references academy (id),
  post_id bigint references forum_post (id),
  draft_id bigint references forum_draft (id),
  file_id bigint not null references own_file (id)
);
create unique index forum_attachment_file_id on forum_attachment (file_id);
create index forum_attachment_post on forum_attachment (post_id);
create index forum_attachment_draft on forum_attachment (draft_id);

-- How many posts of a discussion everybody may see, and how many of those somebody has read: what is new to her is counted without looking at
-- posts. Private ones are few, and looked at.
alter table forum_discussion add column posts bigint not null default 0;
alter table forum_read add column posts bigint not null default 0;
update forum_discussion set posts = (select count(*) from forum_post p
  where p.discussion_id = forum_discussion.id and p.private_to is null and p.deleted = false);
update forum_read set posts = (select count(*) from forum_post p
  where p.discussion_id = forum_read.discussion_id and p.id <= forum_read.post_id and p.private_to is null and p.deleted = false);
create index forum_post_private_in on forum_post (discussion_id, id) where private_to is not null;
