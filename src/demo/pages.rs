//! The texts of the demonstration, embedded: one line for each file of `content/pages/`.

/// Names the files once, and embeds them.
macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        /// Every text by the name of its file.
        pub const PAGES: &[(&str, &str)] = &[$(($name, include_str!(concat!("content/pages/", $name)))),*];
    };
}

pages![
    "2604-a-preparer.html",
    "2604-consigne.html",
    "2604-langue-de-plus.html",
    "2604-pour-commencer.html",
    "2604-premier-jour.html",
    "2607-comment-reussir.html",
    "2607-dix-minutes.html",
    "2607-progression.html",
    "2607-votre-periode.html",
    "2611-alerter.html",
    "2611-ne-remplace-pas.html",
    "2611-programme.html",
    "2611-qui-fait-quoi.html",
    "2614-discretion.html",
    "2614-echelle.html",
    "2614-point-du-vendredi.html",
    "2614-une-semaine.html",
    "2618-annoter.html",
    "2618-ceux-qui-ecoutent.html",
    "2618-comment-reussir.html",
    "2618-deux-lectures.html",
    "2622-conseil.html",
    "2622-ne-se-delegue-pas.html",
    "2622-prochain-conseil.html",
    "2622-une-page.html",
    "2627-cinq-premieres-minutes.html",
    "2627-protocole-relu.html",
    "2627-quatre-questions.html",
    "2627-yeux-mains-cheveux.html",
    "2629-comment-reussir.html",
    "2629-reecrivez.html",
    "2629-trois-criteres.html",
    "2629-un-retour.html",
    "2633-decrire.html",
    "2633-dix-gestes.html",
    "2633-document-numerise.html",
    "2633-transformez.html",
    "2636-bienvenue.html",
    "2636-bilan.html",
    "2636-ceux-qui-n-osent-pas.html",
    "2636-compter.html",
    "2636-eduscol.html",
    "2636-essayer.html",
    "2636-le-droit-de-se-taire.html",
    "2636-mode-d-emploi.html",
    "2636-note-animation.html",
    "2636-observer.html",
    "2636-questionner-et-attendre.html",
    "2636-recit-5e.html",
    "2636-recit-cp.html",
    "2636-recit-lp.html",
    "2636-relances.html",
    "2636-reussir.html",
    "2636-roles.html",
    "2636-seul-deux-quatre.html",
    "2636-sondage.html",
    "2636-trame.html",
    "2641-a-qui.html",
    "2641-comment-reussir.html",
    "2641-dix-regles.html",
    "2641-premiere-seance.html",
    "2641-s-arbitrer.html",
    "2641-six-seances.html",
    "2642-avant-de-commencer.html",
    "2642-cinq-domaines.html",
    "2642-journal-sonore.html",
    "2642-progression.html",
    "2642-robot.html",
    "2642-rumeur.html",
    "2645-ce-qui-vous-attend.html",
    "2645-journee-d-ecoute.html",
    "2645-menager.html",
    "2645-trois-gestes.html",
    "2648-avant-la-demi-journee.html",
    "2648-ce-que-chacun-peut-voir.html",
    "2648-en-cas-de-danger.html",
    "2648-les-cartes.html",
    "2648-quand-un-eleve.html",
    "2653-avant-toute-sortie.html",
    "2653-bon-lieu.html",
    "2653-une-matinee.html",
    "2653-votre-reperage.html",
    "2658-a-essayer.html",
    "2658-a-terminer.html",
    "2658-figure-qui-resiste.html",
    "2658-pourquoi-demontrer.html",
    "2662-comment-reussir.html",
    "2662-demi-page.html",
    "2662-quatre-temps.html",
    "2667-ce-qui-humilie.html",
    "2667-contrat.html",
    "2667-ou-passe-l-energie.html",
    "2667-sept-adaptations.html",
    "2671-comment-reussir.html",
    "2671-entretien.html",
    "2671-page-coupee.html",
    "2671-premier-rendez-vous.html",
    "dgesco-101-cinq-questions.html",
    "dgesco-101-tour-du-bureau.html",
    "dgesco-101-une-chose-en-moins.html",
    "dgesco-118-cinq-gestes.html",
    "dgesco-118-comment-reussir.html",
    "dgesco-118-trois-choses.html",
    "dgesco-118-votre-geste.html",
    "dijon-1412-repondre.html",
    "dijon-1412-sept-occasions.html",
    "dijon-1412-trois-occasions.html",
    "dijon-1427-le-trac.html",
    "dijon-1427-ne-pas-savoir.html",
    "dijon-1427-trois-idees.html",
    "paris-3305-dix-minutes.html",
    "paris-3305-trois-oeuvres.html",
    "paris-3305-votre-question.html",
    "paris-3318-la-demande.html",
    "paris-3318-ne-pas-garder.html",
    "paris-3318-un-relais.html",
    "reunion-815-comparer.html",
    "reunion-815-conte.html",
    "reunion-815-par-semaine.html",
    "reunion-822-liste-de-novembre.html",
    "reunion-822-premier-matin.html",
    "reunion-822-regle-d-or.html",
];

/// The text in the file of this name.
pub fn page(name: &str) -> Option<&'static str> {
    PAGES.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/content/pages");
        let mut files: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        assert_eq!(files, PAGES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
