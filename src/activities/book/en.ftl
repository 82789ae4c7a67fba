# Book
book-name = Book
book-purpose = Several chapters in a row, with a table of contents.
book-help = Give the book a title, then open it: its chapters are written there, one by one.
book-contents = Table of contents
book-steps = Through the book
book-empty = This book has no chapter yet.
book-begin = This book is still empty. Begin with a first chapter.
book-before = Previous chapter
book-after = Next chapter
book-print = The whole book on one page, to print
book-print-help = All chapters on one page, ready to print.
book-write = Write the chapters
book-write-of = Write the chapters: { $title }
book-chapter = Chapter
book-add = Add a chapter
book-title-missing = Give the chapter a title: that is what people read in the table of contents.
book-full = This book is full: 200 chapters at most, the bin included.
