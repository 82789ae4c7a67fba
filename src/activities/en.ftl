activities-body = Text
activities-body-help = **bold**, *italics*, a heading after ##, a list with - or 1., a link: [words](https://address). An empty line separates two paragraphs.
activities-body-html = This text came from elsewhere: it is written in HTML, so that nothing of it is lost.
activities-body-missing = Write the text of the label.
activities-body-deep = This text nests too many quotations, lists or tags: at most 50 levels.
