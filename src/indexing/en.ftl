# Its fields
indexing-title = Full name
indexing-short-title = Short title
indexing-description = Description
indexing-objectives = Objectives
indexing-keywords = Keywords
indexing-video = Video
indexing-domain = Subject
indexing-collection = Collection
indexing-nature = Nature
indexing-career-entry = For people entering the profession
indexing-certifying = Leads to a certificate
indexing-contact = Contact
indexing-origin = Origin
indexing-authors = Authors
indexing-validated-by = Approved by
indexing-hours-on-site = Hours on site
indexing-hours-at-distance = Hours at a distance
indexing-audiences = Audiences
indexing-accompaniment = Support
indexing-rhythm = Rhythm
indexing-starts-on = First day
indexing-ends-on = Last day
indexing-place = Place
indexing-year = Year
indexing-code = Code
indexing-version = Version
indexing-version-notes = Version notes

# What a field takes
indexing-fault-title = Give this course a name.
indexing-fault-order = The last day comes after the first: check both dates.
indexing-fault-part = Only letters and digits, at most { $max }, without spaces.
indexing-fault-day = Write a day of the calendar, such as 20/11/2026.
indexing-fault-hours = Write a length, such as 3h, 1h30 or 45 min.
indexing-fault-term = Choose from the list.
indexing-fault-yes = Answer yes or no.
indexing-fault-link = Write the address of a page, starting with https://
