# The front page of an académie
welcome-title = Accueil
welcome-lead = Le site de formation { $of }.
welcome-elsewhere = Choisir une autre académie

# The root of the site
choose-title = Quelle est votre académie ?
choose-lead = Choisissez le site où vous êtes inscrit. Votre compte est le même partout.
choose-before = La dernière fois, vous aviez choisi : { $academy }.
choose-all = Voir toutes les académies
choose-academies = Académies
choose-overseas = Collectivités d'outre-mer
choose-national = Organismes nationaux
choose-demo = Dans cette démonstration
choose-demo-mailbox = Les messages envoyés
choose-demo-styleguide = Le guide de style

# At the end of the guide, for a reader on her way in
help-back = Revenir à la connexion
