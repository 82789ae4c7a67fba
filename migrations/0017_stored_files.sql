-- Files as they were brought: documents, videos, the pictures of texts. `hash` names what is in one on the disk, where it stands once.
create table stored_file (
  id {id},
  academy_id bigint not null references academy (id),
  -- Who brought it; nothing when her account was erased.
  person_id bigint references person (id),
  hash text not null,
  name text not null,
  -- Its name for searching: without accents and capitals.
  folded text not null,
  media_type text not null,
  bytes bigint not null,
  -- Whether whoever writes courses in the académie may use it.
  shared boolean not null default false,
  created_at bigint not null,
  -- What it is a copy of, while a course is being copied to another académie.
  copy_of bigint
);
create index stored_file_copy_of on stored_file (copy_of) where copy_of is not null;
create index stored_file_hash on stored_file (hash);
create index stored_file_bringer on stored_file (academy_id, person_id);

-- The words of a video, as WebVTT made harmless.
create table captions (
  file_id bigint primary key references stored_file (id),
  academy_id bigint not null references academy (id),
  vtt text not null
);

-- Which activities use a file: whoever may see one of them may have it.
create table file_use (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  activity_id bigint not null references activity (id),
  file_id bigint not null references stored_file (id),
  -- A note to trainers: participants may not have it.
  for_trainers boolean not null
);
create unique index file_use_activity_id_file_id on file_use (activity_id, file_id);
create index file_use_file on file_use (file_id);

create table activity_file (
  activity_id bigint primary key references activity (id),
  academy_id bigint not null references academy (id),
  file_id bigint not null references stored_file (id),
  body text not null,
  format text not null,
  source text not null
);
create index activity_file_file on activity_file (file_id);

create table activity_folder (
  activity_id bigint primary key references activity (id),
  academy_id bigint not null references academy (id),
  body text not null,
  format text not null,
  source text not null
);

create table folder_entry (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  file_id bigint not null references stored_file (id)
);
create unique index folder_entry_activity_id_file_id on folder_entry (activity_id, file_id);
create index folder_entry_file on folder_entry (file_id);

-- A video: a file of ours, or the address of one elsewhere.
create table activity_video (
  activity_id bigint primary key references activity (id),
  academy_id bigint not null references academy (id),
  file_id bigint references stored_file (id),
  -- The picture before it plays.
  poster_id bigint references stored_file (id),
  address text not null,
  -- As WebVTT made harmless; those of the file itself when empty.
  captions text not null,
  body text not null,
  format text not null,
  source text not null
);
create index activity_video_file on activity_video (file_id);
create index activity_video_poster on activity_video (poster_id);
