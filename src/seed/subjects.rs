//! Names and titles made from short lists: the same number always gives the same.

const FIRST: [&str; 24] = [
    "Adèle",
    "Bastien",
    "Clémence",
    "Driss",
    "Élodie",
    "Farid",
    "Gaëlle",
    "Hugo",
    "Inès",
    "Jules",
    "Kenza",
    "Léo",
    "Maud",
    "Nadir",
    "Océane",
    "Paul",
    "Quitterie",
    "Rachid",
    "Solène",
    "Théo",
    "Ursule",
    "Victor",
    "Wassila",
    "Yann",
];
const LAST: [&str; 20] = [
    "Abadie",
    "Berthier",
    "Cordonnier",
    "Dumas",
    "Estève",
    "Ferrand",
    "Guichard",
    "Humbert",
    "Isnard",
    "Jacquot",
    "Kerbrat",
    "Lacombe",
    "Maillard",
    "Nivelle",
    "Ollivier",
    "Perrot",
    "Quéré",
    "Rochette",
    "Sabatier",
    "Tissier",
];
const VERBS: [&str; 10] =
    ["Enseigner", "Évaluer", "Accompagner", "Différencier", "Préparer", "Animer", "Comprendre", "Observer", "Construire", "Faire vivre"];
const THINGS: [&str; 16] = [
    "la lecture",
    "l’écrit court",
    "la résolution de problèmes",
    "l’oral",
    "les fractions",
    "la démarche scientifique",
    "le débat",
    "la géométrie",
    "l’anglais au quotidien",
    "le chant choral",
    "la natation",
    "le calcul mental",
    "l’autonomie",
    "la coopération",
    "le numérique",
    "l’orientation",
];
const PLACES: [&str; 9] = [
    "en maternelle",
    "au cycle 2",
    "au cycle 3",
    "au collège",
    "au lycée",
    "en lycée professionnel",
    "en classe multi-niveaux",
    "en ULIS",
    "hors les murs",
];

fn pick(list: &'static [&'static str], n: i64) -> &'static str {
    let length = list.len().max(1);
    usize::try_from(n).ok().and_then(|n| list.get(n % length)).copied().unwrap_or_default()
}

/// A first and a last name.
pub(super) fn name(n: i64) -> (&'static str, &'static str) {
    (pick(&FIRST, n * 5), pick(&LAST, n / 24 + n))
}

/// The title of a course or an activity.
pub(super) fn title(n: i64) -> String {
    format!("{} {} {}", pick(&VERBS, n), pick(&THINGS, n / 10 + n * 3), pick(&PLACES, n / 160 + n * 2))
}

const DOMAINS: [&str; 12] = [
    "french",
    "mathematics",
    "languages",
    "sciences",
    "arts",
    "physical-education",
    "early-years",
    "vocational",
    "digital",
    "assessment",
    "inclusion",
    "guidance",
];
const AUDIENCES: [&str; 5] =
    ["primary-teachers", "secondary-teachers", "primary-teachers secondary-teachers", "vocational-teachers heads", "everybody"];

/// The code of what it is about.
pub(super) fn domain(n: i64) -> &'static str {
    pick(&DOMAINS, n * 5)
}

/// The codes of those whom it is for.
pub(super) fn audience(n: i64) -> &'static str {
    pick(&AUDIENCES, n / 12 + n)
}

/// What one can do afterwards.
pub(super) fn objectives(n: i64) -> String {
    format!("Savoir {} {}. Mener une séance. Regarder ce qui a changé.", pick(&VERBS, n).to_lowercase(), pick(&THINGS, n / 10 + n * 3))
}

/// Words to find it by.
pub(super) fn keywords(n: i64) -> String {
    format!("{}, {}, {}", pick(&THINGS, n + 5), pick(&PLACES, n), pick(&THINGS, n * 7 + 2))
}

/// Two sentences about it.
pub(super) fn summary(n: i64) -> String {
    format!(
        "Des situations concrètes pour {} {}. À distance, à son rythme, avec un temps d’échange.",
        pick(&VERBS, n).to_lowercase(),
        pick(&THINGS, n / 10 + n * 3)
    )
}
