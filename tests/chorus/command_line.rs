//! The command line: help, settings, and errors that name what is wrong.

use crate::support::{Organiser, Service, chorus};

fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (bool, String, String) {
    let output = chorus(arguments).envs(variables.iter().copied()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn help_names_every_command_and_option() {
    for (arguments, words) in [
        (
            &["--help"][..],
            &["serve", "account", "backup", "restore", "rotate-secret", "questionnaire", "replay", "library", "demo"][..],
        ),
        (&["serve", "--help"], &["--data-dir", "--listen", "--config"]),
        (&["backup", "--help"], &["--to", "--data-dir", "--config"]),
        (&["restore", "--help"], &["--from", "--data-dir", "--config"]),
        (&["account", "create", "--help"], &["<NAME>", "--role", "--password-stdin"]),
        (
            &["questionnaire", "convert", "--help"],
            &["<FILE>", "--to", "yaml", "xlsform", "surveyjs", "--output", "--wave"],
        ),
        (&["replay", "--help"], &["--server", "--wave", "--links", "--answers", "--concurrency"]),
    ] {
        let (success, help, _) = run(arguments, &[]);
        assert!(success && words.iter().all(|word| help.contains(word)), "{help}");
    }
}

#[test]
fn wrong_settings_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let serve = |extra: &[&str], variables: &[(&str, &str)]| {
        let arguments = [&["serve", "--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()], extra].concat();
        let (success, _, error) = run(&arguments, variables);
        assert!(!success);
        error
    };
    assert!(serve(&[], &[("CHORUS__LISTNE", "x")]).contains("listne"));
    assert!(serve(&[], &[("CHORUS_LISTEN", "x")]).contains("CHORUS__LISTEN"));
    assert!(serve(&[], &[("CHORUS__SECRET", "short")]).contains("secret"));
    let file = folder.path().join("my.toml");
    std::fs::write(&file, "[sealing]\ninterval = 5\n").unwrap();
    let error = serve(&["--config", file.to_str().unwrap()], &[]);
    assert!(error.contains("interval") && error.contains("my.toml"), "{error}");
    std::fs::write(&file, "listen = \n").unwrap();
    assert!(serve(&["--config", file.to_str().unwrap()], &[]).contains("my.toml"));
    assert!(serve(&["--config", "/nowhere/x.toml"], &[]).contains("/nowhere/x.toml"));
    let (success, _, error) = run(&["serve", "--listen", "no-address", "--data-dir", data.to_str().unwrap()], &[]);
    assert!(!success && error.contains("no-address"));
}

#[test]
fn a_replay_that_cannot_work_says_so_before_it_begins() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 1);
    let folder = tempfile::tempdir().unwrap();
    let (links, answers) = (folder.path().join("links.csv"), folder.path().join("answers.csv"));
    let replay = |link: &str, rows: &str| {
        std::fs::write(&links, format!("link\n{link}\n")).unwrap();
        std::fs::write(&answers, rows).unwrap();
        let wave = wave.to_string();
        let arguments = ["replay", "--server", &service.url, "--wave", &wave, "--links", links.to_str().unwrap()];
        run(&[&arguments[..], &["--answers", answers.to_str().unwrap()]].concat(), &[])
    };
    let link = format!("{}/answer/{wave}#{}", service.url, codes[0]);
    for (link, rows, words) in [
        (link.as_str(), "talk,mood\nyes,good\n", "'mood'"),
        (&link, "talk,panel\nyes,00112233445566778899aabbccddeeff\n", "'panel'"),
        (&link, "talk\nsometimes\n", "row 1"),
        (&link, "talk\nyes\nno\n", "only 1 links"),
        ("https://example.org/", "talk\nyes\n", "a link reads"),
    ] {
        let (success, _, error) = replay(link, rows);
        assert!(!success && error.contains(words), "{error}");
    }
    // Links that were made for other terms are not answered.
    let promised = format!("{link},{}", "A".repeat(43));
    std::fs::write(&links, format!("link,manifest_hash\n{promised}\n")).unwrap();
    std::fs::write(&answers, "talk\nyes\n").unwrap();
    let wave_id = wave.to_string();
    let arguments = ["replay", "--server", &service.url, "--wave", &wave_id, "--links", links.to_str().unwrap()];
    let (success, _, error) = run(&[&arguments[..], &["--answers", answers.to_str().unwrap()]].concat(), &[]);
    assert!(!success && error.contains("not those of the invitation"), "{error}");

    let (success, printed, error) = replay(&link, "shift,talk\nday,yes\n");
    assert!(success && printed.starts_with("1 responses taken"), "{printed}{error}");
    let (success, _, error) = replay(&link, "shift,talk\nday,yes\n");
    assert!(!success && error.contains("invitation-spent"), "{error}");
}

#[test]
fn two_services_do_not_share_a_folder() {
    let service = Service::start();
    let data = service.data();
    let (success, _, error) = run(&["serve", "--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()], &[]);
    assert!(!success && error.contains("another service uses"), "{error}");
}

#[test]
fn a_secret_that_is_not_the_waves_own_is_told_at_the_start() {
    let service = Service::start();
    Organiser::of(&service).open_wave();
    let stopped = service.stop();
    let data = stopped.data();
    let serve = |variables: &[(&str, &str)]| {
        run(&["serve", "--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()], variables)
    };
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let (success, _, error) = serve(&[("CHORUS__SECRET", other)]);
    assert!(!success && error.contains("is the configured secret the one"), "{error}");
    std::fs::write(data.join("secret.key"), "").unwrap();
    let (success, _, error) = serve(&[]);
    assert!(!success && error.contains("secret.key"), "{error}");
}
