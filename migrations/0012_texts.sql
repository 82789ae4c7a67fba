-- The footer's pages in an académie's own words (Markdown); without a row, the text that comes with the program stands.
create table academy_text (
  id {id},
  academy_id bigint not null references academy (id),
  page text not null,
  language text not null,
  source text not null
);
create unique index academy_text_academy_id_page_language on academy_text (academy_id, page, language);
