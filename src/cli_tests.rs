use clap::CommandFactory;

use super::*;

fn parsed(line: &str) -> Result<Command, clap::Error> {
    Cli::try_parse_from(line.split(' ')).map(|cli| cli.command)
}

fn serving(line: &str) -> Serving {
    match parsed(line).unwrap() {
        Command::Serve(serving) | Command::Demo(serving) => serving,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_declaration_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn serve_has_the_defaults_of_the_contract() {
    let serving = serving("magistere serve");
    assert_eq!(serving.store.data.to_str(), Some("./magistere-data"));
    assert_eq!(serving.listen.to_string(), "127.0.0.1:8080");
    assert!(
        serving.store.database.is_none() && serving.ops_listen.is_none() && serving.origin.is_none() && serving.trusted_proxies.is_empty()
    );
}

#[test]
fn every_flag_can_come_from_the_environment() {
    let command = Cli::command();
    for name in ["serve", "demo", "seed"] {
        let command = command.find_subcommand(name).unwrap();
        for flag in command.get_arguments().filter(|flag| flag.get_id() != "size") {
            let expected = format!("MAGISTERE_{}", flag.get_long().unwrap().to_uppercase().replace('-', "_"));
            assert_eq!(flag.get_env().and_then(|name| name.to_str()), Some(expected.as_str()));
        }
    }
}

#[test]
fn proxies_come_one_by_one_or_together() {
    assert_eq!(serving("magistere serve --trusted-proxy 10.0.0.0/8,::1 --trusted-proxy 192.0.2.1").trusted_proxies.len(), 3);
    assert!(parsed("magistere serve --trusted-proxy proxy").is_err());
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    assert_eq!(origin("https://Formation.Example.org:443/").unwrap(), "https://formation.example.org");
    assert_eq!(origin("http://localhost:8080").unwrap(), "http://localhost:8080");
    assert_eq!(origin("https://école.fr").unwrap(), "https://xn--cole-9oa.fr");
    for bad in ["formation.example.org", "ftp://a.fr", "https://a.fr/magistere", "https://a.fr/?x", "https://u:p@a.fr", "https://", ""] {
        assert!(origin(bad).is_err(), "{bad}");
    }
}

#[test]
fn the_demonstration_stays_on_this_machine() {
    for good in
        ["--listen 127.0.0.1:0", "--listen [::1]:80", "--listen localhost:80", "--origin http://localhost:90", "--origin http://127.0.0.2"]
    {
        assert!(serving(&format!("magistere demo {good}")).on_this_machine_only().is_ok(), "{good}");
    }
    for bad in [
        "--listen 0.0.0.0:80",
        "--listen [::]:80",
        "--listen 192.0.2.1:80",
        "--ops-listen 0.0.0.0:1",
        "--origin https://a.fr",
        "--origin http://localhost.a.fr",
    ] {
        assert!(serving(&format!("magistere demo {bad}")).on_this_machine_only().is_err(), "{bad}");
    }
}

#[test]
fn the_place_of_the_data_may_stand_anywhere_behind_admin() {
    for line in [
        "magistere admin --data here person show --email a@example.org --json",
        "magistere admin person show --email a@example.org --data here --json",
        "magistere admin person --json --data here show --email a@example.org",
    ] {
        match parsed(line).unwrap() {
            Command::Admin(admin) => assert!(admin.json && admin.store.data.to_str() == Some("here"), "{line}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_an_account_is_made_of_is_checked_before_anything_is_opened() {
    let bad = [
        "person add --academy ac-paris",
        "person add --academy ac-paris --email nonsense",
        "course add --academy ac-paris --title T --start 2026-02-30",
        "course add --academy ac-paris --title T --number 0",
        "course add --academy ac-paris --title T --kind party",
        "enrol --academy ac-paris --course 1 --email a@example.org --role gestionnaire",
        "role grant --academy ac-paris --email a@example.org --role participant",
        "academy set --academy ac-paris support_contact",
        "academy set --academy ac-paris",
    ];
    for line in bad {
        assert!(parsed(&format!("magistere admin {line}")).is_err(), "{line}");
    }
}
