# Page
page-name = Page
page-purpose = A longer text, on a page of its own.
