# Sondage
choice-name = Sondage
choice-purpose = Une question et quelques réponses : chacun choisit, et l'on voit ce que le groupe en pense.
choice-question = Question
choice-answers = Réponses proposées
choice-answers-help = Une par ligne, de 2 à 20. Une ligne corrigée sur place garde les réponses déjà données ; une réponse toute différente s'ajoute à la fin.
choice-answers-number = Proposez de 2 à 20 réponses, une par ligne.
choice-answers-long = Une de ces réponses est trop longue : { $max } caractères au plus.
choice-answers-twice = La réponse « { $answer } » est proposée deux fois.
choice-several = On peut choisir plusieurs réponses
choice-fixed = Une réponse donnée ne change plus
choice-results-who = Qui voit les résultats ?
choice-results-help = Les participants ne voient que des nombres, jamais qui a répondu quoi. Les formateurs voient tout.
choice-results-answered = Ceux qui ont répondu
choice-results-always = Tous les participants, dès le début
choice-results-never = Les formateurs seulement
choice-closes = Dernier jour pour répondre
choice-closes-help = Facultatif.
choice-closes-unread = Écrivez une date du calendrier, par exemple 20/11/2026, ou laissez vide.
choice-deed = Quand on a répondu
choice-yours = Votre réponse
choice-several-help = Plusieurs réponses sont possibles.
choice-answer = Répondre
choice-change = Changer ma réponse
choice-until = On peut répondre jusqu'au { $day } compris.
choice-closed = On pouvait répondre jusqu'au { $day }.
choice-over = Il n'est plus possible de répondre : le dernier jour est passé.
choice-answered = Votre réponse est déjà enregistrée, et ce sondage ne permet pas d'en changer.
choice-none = Choisissez une réponse.
choice-gone = Cette réponse n'est plus proposée : choisissez-en une autre.
choice-one = Choisissez une seule réponse.
choice-results = Résultats
choice-people = { $count ->
    [0] Personne n'a encore répondu.
    [one] Une personne a répondu.
   *[other] { $count } personnes ont répondu.
}
choice-option = Réponse
choice-given = Nombre
choice-withdrawn = retirée
choice-who = Qui a répondu quoi
choice-who-help = Pour les formateurs seulement.
choice-person = Personne
choice-unnamed = { $count ->
    [one] Et une autre personne.
   *[other] Et { $count } autres personnes.
}
done-choice-answered = Votre réponse est enregistrée.
