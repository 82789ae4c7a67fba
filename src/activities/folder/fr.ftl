# Dossier
folder-name = Dossier
folder-purpose = Plusieurs fichiers au même endroit.
folder-brought = Fichiers à ajouter
folder-empty = Choisissez au moins un fichier.
folder-full = Un dossier tient { $most } fichiers au plus. Répartissez-les en plusieurs dossiers.
