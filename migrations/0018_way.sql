-- All sections on one page, or one section a page.
alter table course add column by_section boolean not null default false;

-- When and to whom a part of a course is open: days (`YYYY-MM-DD` in the académie's zone; the last one counts), another activity that is
-- finished first, a group. What is not said does not matter; all that is said must hold.
alter table section add column opens_on text;
alter table section add column closes_on text;
alter table section add column after_id bigint references activity (id);
alter table section add column group_id bigint references course_group (id);
create index section_after on section (after_id);
create index section_group on section (group_id);
alter table activity add column opens_on text;
alter table activity add column closes_on text;
alter table activity add column after_id bigint references activity (id);
alter table activity add column group_id bigint references course_group (id);
create index activity_after on activity (after_id);
create index activity_group on activity (group_id);

-- How far somebody is, kept so that her list of courses need not count. `shape` counts up with each change to what counts in a course; what is
-- kept of her is right as long as it was counted under the same one. What counts for everybody (`course.counted`) is her zero before she came.
alter table course add column shape bigint not null default 0;
alter table course add column counted bigint not null default 0;
alter table course_use add column shape bigint not null default -1;
alter table course_use add column counted bigint not null default 0;
alter table course_use add column finished bigint not null default 0;

update course set counted = (select count(*) from activity a join section s on s.id = a.section_id
   where a.course_id = course.id and a.hidden = false and a.trashed_at is null and a.completion <> 'none' and s.trashed_at is null);
update course_use set shape = 0,
  counted = (select c.counted from course c where c.id = course_use.course_id),
  finished = (select count(*) from completed d join activity a on a.id = d.activity_id join section s on s.id = a.section_id
   where d.person_id = course_use.person_id and d.course_id = course_use.course_id
     and a.hidden = false and a.trashed_at is null and a.completion <> 'none' and s.trashed_at is null);
