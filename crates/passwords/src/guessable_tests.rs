use super::*;
use crate::fold::fold;

fn guessable(password: &str) -> bool {
    is_guessable(&fold(password))
}

#[test]
fn common_words_are_found_in_their_usual_dressings() {
    for password in [
        "Azerty123!",
        "Motdepasse1!",
        "Mot-de-passe-2024!",
        "P@ssw0rd2024",
        "P4$$w0rd!",
        "m0td3p4$$3!",
        "@zerty-12",
        "Soleil2024!",
        "!!1998Soleil",
        "50le1l_75",
        "Été-2025-!!",
        "Élodie#1987",
        "Marseille13!",
        "Rentrée2026*",
        "Bienvenue 2024 !",
        "Jetaime<3<3",
        "Fevrier02/",
        "Education2026!",
        "Trustno1!!",
        "Drowssap1!",
        "Ｂｏｎｊｏｕｒ１！",
        "BonjourBonjour1!",
        "Toto1toto1!",
        "motdepasse-motdepasse",
        "Password-8392",
    ] {
        assert!(guessable(password), "{password}");
    }
}

#[test]
fn what_fingers_do_on_a_keyboard_is_found() {
    for password in [
        "Aqwzsx12!",
        "Azertyuiop1!",
        "azertyuiopqsdfg",
        "Qwertzuiop9!",
        "!QAZ2wsx",
        "1q2w3e4r!T",
        "Poiuytreza0!",
        "Az3rtyuiop+1",
        "Azer-1234-Qsdf!",
        "qazwsxedcrfvtgb",
        "Abcd1234!",
        "1234-Abcd!",
        "A1b2c3d4!",
        "Aa123456!",
        "Aaaaaaa1!",
        "123456789012345",
        "1-2-3-4-5-6-7-8",
        "987654321098765",
        "000000000000000",
        "ababababababab1",
        "abcabcabcabcabc",
        "!!!!!!!!!!!!!!!",
        "!?!?!?!?!?!?!?!?",
        "Kx7!Kx7!",
        "2024202420242024",
    ] {
        assert!(guessable(password), "{password}");
    }
}

#[test]
fn passwords_of_ones_own_are_left_alone() {
    for password in [
        "Cerisier-bleu-47!",
        "Xk9$wq2T",
        "vZ7!pLr4",
        "/!(k5D)%_#&=",
        "K!abc$%1",
        "839201748263517",
        "Le vélo de tante Odile grince",
        "correct horse battery staple",
        "bateau-lavoir-et-girouette",
        "Trois petits chats, 2 grands",
        "ソレイユのひかりは七色",
        "Soleil-Tgv-1984-kW",
        "{[|~^`}]&%=+:;,",
        "",
    ] {
        assert!(!guessable(password), "{password}");
    }
}

#[test]
fn runs_are_measured_along_paths_in_both_directions() {
    let run = |text: &str| longest_run(&text.chars().collect::<Vec<_>>());
    assert_eq!(run("azertyp"), 6);
    assert_eq!(run("trezak"), 5);
    assert_eq!(run("aaab"), 3);
    assert_eq!(run("cba9"), 3);
    assert_eq!(run("éa"), 1);
    assert_eq!(run("xzxzxz"), 6);
    assert_eq!(run(""), 0);
}
