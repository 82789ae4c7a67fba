-- What is new to somebody in a forum is what it holds less what she read of it: the first is kept with the forum, the second summed along an index.
-- Where a discussion moves to another forum, what was read of it moves along. Private posts are few: only forums that hold one are searched for them.
alter table activity_forum add column posts bigint not null default 0;
alter table activity_forum add column has_private boolean not null default false;
update activity_forum
   set posts = (select coalesce(sum(d.posts), 0) from forum_discussion d where d.activity_id = activity_forum.activity_id),
       has_private = exists (select 1 from forum_discussion d join forum_post p on p.discussion_id = d.id and p.private_to is not null
                              where d.activity_id = activity_forum.activity_id);
alter table forum_read add column activity_id bigint not null default 0;
update forum_read set activity_id = (select d.activity_id from forum_discussion d where d.id = forum_read.discussion_id);
create index forum_read_sums on forum_read (person_id, activity_id, posts);

-- How many files a post has: a page of posts without any does not look for them.
alter table forum_post add column files bigint not null default 0;
update forum_post set files = (select count(*) from forum_attachment t where t.post_id = forum_post.id)
 where id in (select t.post_id from forum_attachment t where t.post_id is not null);
