-- What a course was copied from, so that a parcours can say how many copies and sessions were made of it; in another académie as often as not.
alter table course add column copied_from bigint references course(id);
create index course_copied_from on course(copied_from);
