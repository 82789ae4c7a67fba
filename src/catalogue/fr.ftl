catalogue-title = Offre de formation
catalogue-count = { $count ->
    [0] Aucune session ouverte en ce moment.
    [one] Une session ouverte en ce moment.
   *[other] { $count } sessions ouvertes en ce moment.
}
catalogue-first = Plus de sessions sont ouvertes que cette page n'en montre ; en voici { $count }.
catalogue-empty = Revenez bientôt : les prochaines sessions s'afficheront ici.
