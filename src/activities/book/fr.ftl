# Livre
book-name = Livre
book-purpose = Plusieurs chapitres qui se suivent, avec une table des matières.
book-help = Donnez un titre au livre, puis ouvrez-le : ses chapitres s'écrivent là, un par un.
book-contents = Table des matières
book-steps = Suite du livre
book-empty = Ce livre n'a pas encore de chapitre.
book-begin = Ce livre est encore vide. Commencez par un premier chapitre.
book-before = Chapitre précédent
book-after = Chapitre suivant
book-print = Tout le livre sur une page, à imprimer
book-print-help = Tous les chapitres sur une page, prêts à imprimer.
book-write = Écrire les chapitres
book-write-of = Écrire les chapitres : { $title }
book-chapter = Chapitre
book-add = Ajouter un chapitre
book-title-missing = Donnez un titre au chapitre : c'est lui qu'on lit dans la table des matières.
book-full = Ce livre est plein : 200 chapitres au plus, corbeille comprise.
