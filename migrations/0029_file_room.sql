-- How much room an académie has for files, in gigabytes, and how many bytes of it are taken: what stands once on the disk counts once.
create table file_room (
  academy_id bigint primary key references academy (id),
  gigabytes bigint not null,
  bytes bigint not null
);

insert into file_room (academy_id, gigabytes, bytes)
  select a.id, 500, coalesce((select sum(one.bytes) from (select max(f.bytes) as bytes from stored_file f where f.academy_id = a.id group by f.hash) one), 0)
    from academy a;
