-- With what somebody writes long texts: `visual`, `markdown` or `plain`.
alter table person add column editor text not null default 'visual';
