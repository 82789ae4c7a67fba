# Page
page-name = Page
