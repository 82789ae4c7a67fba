# Milestone
milestone-name = Milestone
milestone-purpose = A line in the course page, which everybody marks as finished with a button.
milestone-help = Write in the title what is to be done, in one line. A button “I have finished this step” stands beside it and counts in the progress.
