# Marqueur d'avancement
milestone-name = Marqueur d'avancement
milestone-purpose = Une ligne dans la page du parcours, que chacun marque comme terminée par un bouton.
milestone-help = Écrivez dans le titre ce qui doit être fait, en une ligne. Un bouton « J'ai terminé cette étape » l'accompagne et compte dans la progression.
