my-title = My courses
my-empty = You are not enrolled in any course at the moment.
my-empty-go = Go to the training catalogue
my-none = None of your courses matches. It may be in the training catalogue.
my-upcoming = Upcoming session
my-opens-on = Opens on { $day }

# Searching and choosing
my-search = Find a course
my-search-go = Find
my-filter = Filter my courses
my-filter-all = All my courses
my-filter-learn = Learning
my-filter-train = Training others
my-filter-design = Designing
my-filter-spaces = My shared spaces
my-filter-demonstration = My courses on show
my-filter-favourites = My favourites
my-filter-archived = My archived courses
my-display = Layout:
my-display-cards = Cards
my-display-list = List

# On a card
my-favourite = Favourite:
my-details = See the details
my-trainers = Trainers and tutors
my-progress = Progress
my-unread = Forums
my-role = Your role

# “Is a course missing?”
my-missing = Is a course missing?
my-missing-address = You may have been enrolled with another address, and then have another account: sign out, and sign in with that one.
my-missing-hidden = A session that is being prepared, or that the trainer hid, is not shown yet.
my-missing-filter = A filter may leave it aside: go back to “All my courses”.
my-missing-support = Otherwise ask your trainer whether you are enrolled, or write to the support contact:

# Beside the list
my-beside = Beside your courses
my-events = Coming up
my-events-none = Nothing coming up
my-event-starts = Starts on { $day }
my-event-ends = Ends on { $day }
my-calendar = To the calendar
my-agenda = Calendar
my-agenda-lead = The first and last days of your courses.
my-offers = Latest sessions you can join
my-offers-none = None for the moment.
my-offers-origin = Origin: { $origin }
my-offers-search = Search the training catalogue
my-blocks = Change this page
my-blocks-lead = What stands beside your courses.
my-blocks-up = Up
my-blocks-down = Down
my-blocks-hide = Hide
my-blocks-show = Show
my-blocks-hidden = Hidden.
my-blocks-reset = Back to how it was at first
my-blocks-done = This is fine
my-waiting = Waiting for a place
my-waiting-place = number { $place } in the line
