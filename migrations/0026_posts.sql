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
