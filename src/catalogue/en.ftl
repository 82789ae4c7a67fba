catalogue-title = Training catalogue
catalogue-count = { $count ->
    [0] No session is open at the moment.
    [one] One session is open at the moment.
   *[other] { $count } sessions are open at the moment.
}
catalogue-first = More sessions are open than this page shows; here are { $count } of them.
catalogue-empty = Come back soon: the next sessions will show here.
