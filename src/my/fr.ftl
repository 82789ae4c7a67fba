my-title = Mes parcours
my-empty = Vous n'êtes inscrit à aucun parcours actuellement.
my-empty-go = Aller dans l'offre de formation
my-none = Aucun de vos parcours ne correspond. Il est peut-être dans l'offre de formation.
my-upcoming = Session à venir
my-opens-on = Ouvre le { $day }

# Searching and choosing
my-search = Trouver un parcours
my-search-go = Trouver
my-filter = Filtrer mes parcours
my-filter-all = Tous mes parcours
my-filter-learn = Se former
my-filter-train = Former
my-filter-design = Concevoir
my-filter-spaces = Mes espaces collaboratifs
my-filter-demonstration = Mes parcours en démonstration
my-filter-favourites = Mes favoris
my-filter-archived = Mes parcours archivés
my-display = Affichage :
my-display-cards = Cartes
my-display-list = Liste

# On a card
my-favourite = Favori :
my-details = Voir les détails
my-trainers = Formateurs et tuteurs
my-progress = Progression
my-unread = Forums
my-role = Votre rôle

# « Un parcours manque ? »
my-missing = Un parcours manque ?
my-missing-address = Vous avez peut-être été inscrit avec une autre adresse, et avez alors un autre compte : déconnectez-vous, et connectez-vous avec celle-là.
my-missing-hidden = Une session qui se prépare, ou que le formateur a cachée, n'est pas encore montrée.
my-missing-filter = Un filtre peut la laisser de côté : revenez à « Tous mes parcours ».
my-missing-support = Sinon, demandez à votre formateur s'il vous a inscrit, ou écrivez à l'assistance :

# Beside the list
my-beside = À côté de vos parcours
my-events = Événements à venir
my-events-none = Aucun événement à venir
my-event-starts = Début le { $day }
my-event-ends = Fin le { $day }
my-calendar = Vers le calendrier
my-agenda = Calendrier
my-agenda-lead = Les premiers et derniers jours de vos parcours.
my-offers = Dernières formations en inscription libre
my-offers-none = Aucune pour le moment.
my-offers-origin = Origine : { $origin }
my-offers-search = Rechercher dans l'offre de formation
my-blocks = Modifier cette page
my-blocks-lead = Ce qui se tient à côté de vos parcours.
my-blocks-up = Monter
my-blocks-down = Descendre
my-blocks-hide = Cacher
my-blocks-show = Montrer
my-blocks-hidden = Caché.
my-blocks-reset = Remettre comme au début
my-blocks-done = C'est bien ainsi
my-waiting = En attente d'une place
my-waiting-place = en position { $place }
