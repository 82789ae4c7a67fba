# Fichier
file-name = Fichier
file-purpose = Un document à télécharger, une image ou un son : ce que vous avez déjà préparé.
file-brought = Fichier à ajouter
