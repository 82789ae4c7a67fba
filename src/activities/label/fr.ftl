# Étiquette
label-name = Étiquette
label-presentation = Présentation
label-success = Comment réussir
label-task = Activité à réaliser
label-trainer-note = Note aux formateurs
label-important = Important
