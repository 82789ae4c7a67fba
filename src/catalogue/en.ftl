catalogue-title = Training catalogue
catalogue-lead = The sessions you can join by yourself.
catalogue-search = Search for a training
catalogue-search-go = Search
catalogue-count = { $count ->
    [0] No session.
    [one] One session.
   *[other] { $count } sessions.
}
catalogue-loosened = Nothing contains exactly these words: here is what comes close.
catalogue-everything = See the whole catalogue
catalogue-nothing = Nothing matches. Try a shorter word, or take a filter away.
catalogue-empty = No session is offered at the moment. Come back soon: the next ones will show here.
catalogue-upcoming = Coming up
catalogue-keyed = With a key
catalogue-refine = Refine
catalogue-more = { $count } more
catalogue-chosen = Filters chosen
catalogue-without = Take away the filter
catalogue-mail = Receive what is new by email
catalogue-feed = Follow what is new (Atom)
catalogue-pdf = Print this catalogue (PDF)
catalogue-pdf-on = On { $day }: { $count ->
    [one] one course.
   *[other] { $count } courses.
}
catalogue-pdf-first = Only the first { $count } are printed here. Choose a subject or an audience to print others.
catalogue-pdf-no-domain = Others
catalogue-pdf-foot = { $academy } – page { $page } of { $pages }
catalogue-audience = Audience
catalogue-length = Length
catalogue-length-short = Under 3h
catalogue-length-medium = 3h to 6h
catalogue-length-long = 6h to 9h
catalogue-length-longest = Over 9h
catalogue-when = Dates
catalogue-when-now = Under way
catalogue-when-later = Coming up
catalogue-when-always = At any time
catalogue-key = Enrolment key
catalogue-key-yes = With a key
catalogue-key-no = Without a key

# « Offre de parcours »
catalogue-parcours-title = Course catalogue for trainers
catalogue-parcours-lead = The courses that every académie shows to those who train.
catalogue-parcours-count = { $count ->
    [0] No course.
    [one] One course.
   *[other] { $count } courses.
}
catalogue-parcours-see = See the demonstration
catalogue-parcours-restore = Copy this course
catalogue-parcours-made = Number of copies and sessions
catalogue-parcours-made-of = { $copies ->
    [0] No copy
    [one] One copy
   *[other] { $copies } copies
}, { $sessions ->
    [0] no session
    [one] one session
   *[other] { $sessions } sessions
}
