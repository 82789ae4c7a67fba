-- The forums of a course, found among its activities without reading them: « Mes parcours » asks for those of all her courses.
create index activity_forum_of_course on activity (academy_id, course_id) where kind = 'forum';
