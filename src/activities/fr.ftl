activities-body = Texte
activities-body-help = **gras**, *italique*, un titre après ##, une liste avec - ou 1., un lien : [mots](https://adresse). Une ligne vide sépare deux paragraphes.
activities-body-html = Ce texte vient d'ailleurs : il s'écrit en HTML, pour que rien n'en soit perdu.
activities-body-missing = Écrivez le texte de l'étiquette.
activities-body-deep = Ce texte emboîte trop de citations, de listes ou de balises : 50 niveaux au plus.
