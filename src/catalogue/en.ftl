catalogue-title = Training catalogue
catalogue-count = { $count ->
    [0] No session is offered at the moment.
    [one] One session is offered.
   *[other] { $count } sessions are offered.
}
catalogue-first = More sessions are offered than this page shows; here are { $count } of them.
catalogue-empty = Come back soon: the next sessions will show here.
catalogue-upcoming = Coming up
