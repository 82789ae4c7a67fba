finder-title = Search
finder-words = A course, a training…
finder-my-all = Search all my courses
finder-offers-all = See all { $count } that were found
finder-people-all = Search everybody
finder-nothing = Nothing matches. Try a shorter word.
