catalogue-title = Offre de formation
catalogue-count = { $count ->
    [0] Aucune session proposée en ce moment.
    [one] Une session proposée.
   *[other] { $count } sessions proposées.
}
catalogue-first = Plus de sessions sont proposées que cette page n'en montre ; en voici { $count }.
catalogue-empty = Revenez bientôt : les prochaines sessions s'afficheront ici.
catalogue-upcoming = À venir
