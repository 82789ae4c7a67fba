# Page
page-name = Page
page-purpose = Un texte plus long, sur une page à lui.
