# Étiquette
label-name = Étiquette
label-presentation = Présentation
label-success = Comment réussir
label-task = Activité à réaliser
label-trainer-note = Note aux formateurs
label-important = Important
label-tone = À quoi sert ce texte ?
label-tone-help = La « Note aux formateurs » n'est jamais montrée aux participants.
label-purpose = Un court texte dans la page du parcours : présenter, dire comment réussir, donner une consigne, prévenir.
