my-title = My courses
my-empty = You are not enrolled in any course at the moment.
my-empty-go = Go to the training catalogue
my-upcoming = Upcoming session
my-opens-on = Opens on { $day }
