my-title = Mes parcours
my-empty = Vous n'êtes inscrit à aucun parcours actuellement.
my-empty-go = Aller dans l'offre de formation
my-upcoming = Session à venir
my-opens-on = Ouvre le { $day }
