# Poll
choice-name = Poll
choice-purpose = A question and a few answers: everybody chooses, and you see what the group thinks.
choice-question = Question
choice-answers = Answers to choose from
choice-answers-help = One per line, 2 to 20. A line corrected in place keeps the answers already given; an entirely different one goes to the end.
choice-answers-number = Offer 2 to 20 answers, one per line.
choice-answers-long = One of these answers is too long: { $max } characters at most.
choice-answers-twice = The answer “{ $answer }” is offered twice.
choice-several = Several answers may be chosen
choice-fixed = An answer cannot be changed once given
choice-results-who = Who sees the results?
choice-results-help = Participants see numbers only, never who answered what. Trainers see everything.
choice-results-answered = Those who answered
choice-results-always = All participants, from the beginning
choice-results-never = Trainers only
choice-closes = Last day to answer
choice-closes-help = Optional.
choice-closes-unread = Write a day of the calendar, for instance 20/11/2026, or leave it empty.
choice-deed = Once they have answered
choice-yours = Your answer
choice-several-help = Several answers are possible.
choice-answer = Answer
choice-change = Change my answer
choice-until = You can answer until the end of { $day }.
choice-closed = This could be answered until { $day }.
choice-over = It can no longer be answered: the last day is past.
choice-answered = Your answer is saved already, and this poll does not let you change it.
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
done-choice-answered = Your answer is saved.
