finder-title = Rechercher
finder-words = Un parcours, une formation…
finder-my-all = Chercher dans tous mes parcours
finder-offers-all = Voir les { $count } formations trouvées
finder-people-all = Chercher parmi toutes les personnes
finder-nothing = Rien ne correspond. Essayez un mot plus court.
