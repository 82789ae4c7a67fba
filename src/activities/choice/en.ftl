# Poll
choice-name = Poll
choice-purpose = A question and a few answers: everybody chooses, and one sees what the group thinks.
choice-question = Question
choice-answers = Answers to choose from
choice-answers-help = One a line, 2 to 20. A line put right in its place keeps the answers already given; an altogether different one goes to the end.
choice-answers-number = Offer 2 to 20 answers, one a line.
choice-answers-long = One of these answers is too long: { $max } characters at most.
choice-answers-twice = The answer “{ $answer }” is offered twice.
choice-several = Several answers may be chosen
choice-fixed = An answer once given stays
choice-results-who = Who sees the results?
choice-results-help = Participants see numbers only, never who answered what. Trainers see all.
choice-results-answered = Those who answered
choice-results-always = All participants, from the beginning
choice-results-never = Trainers only
choice-closes = Last day to answer
choice-closes-help = Optional.
choice-closes-unread = Write a day of the calendar, for instance 20/11/2026, or leave it empty.
choice-deed = When one has answered
choice-yours = Your answer
choice-several-help = Several answers are possible.
choice-answer = Answer
choice-change = Change my answer
choice-until = One can answer until { $day } inclusive.
choice-closed = One could answer until { $day }.
choice-over = Answering is no longer possible: the last day is past.
choice-answered = Your answer is stored already, and this poll does not let one change it.
choice-none = Choose an answer.
choice-gone = This answer is no longer offered: choose another one.
choice-one = Choose one answer only.
choice-results = Results
choice-people = { $count ->
    [0] Nobody has answered yet.
    [one] One person has answered.
   *[other] { $count } people have answered.
}
choice-option = Answer
choice-given = Number
choice-withdrawn = withdrawn
choice-who = Who answered what
choice-who-help = For trainers only.
choice-person = Person
choice-unnamed = { $count ->
    [one] And one other person.
   *[other] And { $count } other people.
}
done-choice-answered = Your answer is stored.
