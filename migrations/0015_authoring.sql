-- Writing a course in place. `edition` is counted up with each change, so that two people who write at once never overwrite each other
-- unseen. What is thrown away (`trashed_at`, microseconds UTC) can be restored for a month.
alter table section add column edition bigint not null default 0;
alter table section add column trashed_at bigint;
alter table activity add column edition bigint not null default 0;
alter table activity add column trashed_at bigint;

-- The id of the form that made it, so that a form sent twice makes one.
alter table section add column request_key text;
create unique index section_course_id_request_key on section (course_id, request_key);
alter table activity add column request_key text;
create unique index activity_course_id_request_key on activity (course_id, request_key);

-- A text as it was typed: in Markdown (`source`), or in HTML, of which `body` is all there is.
alter table activity_label add column format text not null default 'html';
alter table activity_label add column source text not null default '';
alter table activity_page add column format text not null default 'html';
alter table activity_page add column source text not null default '';
