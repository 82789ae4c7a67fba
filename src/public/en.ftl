# The front page of an académie
welcome-title = Welcome
welcome-lead = Training for education staff.
welcome-elsewhere = Choose another académie

# The root of the site
choose-title = Which is your académie?
choose-lead = Choose the site where you are enrolled. Your account is the same everywhere.
choose-before = Last time you chose: { $academy }.
choose-all = See all académies
choose-academies = Académies
choose-overseas = Overseas collectivities
choose-national = National bodies
choose-demo = In this demonstration
choose-demo-mailbox = Messages that were sent
choose-demo-styleguide = Style guide

# At the end of the guide, for a reader on her way in
help-back = Back to signing in
