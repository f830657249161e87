//! `GET /waves/{wave}/results`: aggregates of at least k, and clear words for every question that does not fit.

use crate::support::{Organiser, Reply, Service, respondent, response};
use chorus::respondent::agent;
use serde_json::json;
use uuid::Uuid;

/// A closed wave with 4 day and 3 night answers at the head office, and 1 on ward 7.
fn closed_wave(service: &Service, organiser: &Organiser) -> Uuid {
    let wave = organiser.open_wave();
    let codes = organiser.invite(wave, 8);
    let people = [("day", "Head office", "yes"); 4].into_iter().chain([("night", "Head office", "no"); 3]);
    for (code, (shift, site, talk)) in codes.iter().zip(people.chain([("day", "Ward 7", "maybe")])) {
        let attributes = [("shift", shift), ("site", site)];
        respondent(&service.url, wave, code, &response(&attributes, &[("talk", talk), ("judged", "no")]));
    }
    organiser.close(wave);
    wave
}

#[test]
fn counts_means_and_scales_by_group() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = closed_wave(&service, &organiser);
    let results = organiser.results(wave, "measure=talk&measure=openness").ok(200);
    assert_eq!((&results["responses"], &results["k"], &results["state"]), (&json!(8), &json!(3), &json!("closed")));
    let talk = &results["cells"][0];
    let counts: Vec<u64> = talk["options"].as_array().unwrap().iter().map(|o| o["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [3, 1, 4]);
    assert_eq!(talk["options"][2]["percent"], 50.0);
    assert_eq!(talk["mean"], 9.0 / 8.0);
    // openness = mean of talk and reversed judged (2 - 0): (talk + 2) / 2.
    assert_eq!(results["cells"][1]["mean"], (9.0 / 8.0 + 2.0) / 2.0);

    // One person on ward 7 is too few: their site is withheld, and nobody can tell whether there was anyone.
    let by_site = organiser.results(wave, "measure=talk&by=site").ok(200);
    let ward = by_site["cells"].as_array().unwrap().iter().find(|cell| cell["group"]["site"] == "Ward 7").unwrap();
    assert_eq!(
        (&ward["status"], &ward["n"], &ward["options"][0]["count"]),
        (&json!("withheld"), &json!(null), &json!(null))
    );
    let filtered = organiser.results(wave, "measure=talk&where=site:Ward%207").ok(200);
    assert_eq!((&filtered["status"], &filtered["responses"]), (&json!("withheld"), &json!(null)));
    // Whatever is asked: nobody is told of 1 or 2.
    for query in ["by=shift", "by=site", "by=shift&by=site", "where=shift:day", "where=shift:day&by=site"] {
        for cell in organiser.results(wave, query).ok(200)["cells"].as_array().unwrap() {
            assert!(cell["responses"].is_null() || cell["responses"].as_u64().unwrap() >= 3, "{query}: {cell}");
        }
    }
}

#[test]
fn csv_carries_the_same_numbers_with_their_status() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = closed_wave(&service, &organiser);
    let csv = organiser.results(wave, "measure=talk&by=site&format=csv");
    assert_eq!((csv.status, csv.media_type.as_str()), (200, "text/csv; charset=utf-8"));
    let text = csv.text();
    assert!(text.starts_with("measure,site,option,statistic,OBS_VALUE,OBS_STATUS,CONF_STATUS\n"), "{text}");
    assert!(text.contains("talk,Ward 7,yes,count,,Q,C\n"), "{text}");
    assert!(text.contains("talk,Head office,no,count,3,A,F\n"), "{text}");
    // An item without scores has no mean, and says nothing of one.
    assert!(!organiser.results(wave, "measure=barrier&format=csv").text().contains("mean"));
    let call = agent().get(format!("{}/api/v1/waves/{wave}/results", service.url)).header("Accept", "text/csv");
    let accepted = Reply::from(call.header("Authorization", format!("Bearer {}", organiser.key)).call().unwrap());
    assert_eq!(accepted.media_type, "text/csv; charset=utf-8");
    let cube = "application/vnd.json-stat+json";
    let call = agent().get(format!("{}/api/v1/waves/{wave}/results", service.url)).header("Accept", cube);
    let accepted = Reply::from(call.header("Authorization", format!("Bearer {}", organiser.key)).call().unwrap());
    assert_eq!((accepted.media_type.as_str(), &accepted.json()["class"]), (cube, &json!("dataset")));
}

/// The files stay for readers of other makers, which `tests/run.sh` sets on them.
#[test]
fn every_format_carries_the_same_numbers() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = closed_wave(&service, &organiser);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats");
    for (name, query) in [("by-site", "by=site"), ("by-both", "by=shift&by=site"), ("whole", "measure=openness")] {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (format, file) in [
            ("json", "results.json"),
            ("csv", "results.csv"),
            ("json-stat", "results.json-stat.json"),
            ("frictionless", "datapackage.json"),
            ("xlsx", "results.xlsx"),
        ] {
            let reply = organiser.results(wave, &format!("{query}&format={format}"));
            assert_eq!(reply.status, 200, "{query} {format}");
            // What looks otherwise is called otherwise.
            assert_eq!(reply.media_type == "application/json", format == "json", "{format}");
            std::fs::write(folder.join(file), &reply.body).unwrap();
        }
    }
    let cube = organiser.results(wave, "measure=talk&by=site&format=json-stat").ok(200);
    assert_eq!((&cube["id"], &cube["size"]), (&json!(["site", "statistic"]), &json!([2, 22])));
    let statistics = cube["dimension"]["statistic"]["category"]["index"].as_array().unwrap();
    let at = statistics.iter().position(|code| code == "talk/no/count").unwrap();
    // Ward 7 is the second of the sites, and withheld.
    assert_eq!((&cube["value"][at], &cube["value"][22 + at]), (&json!(3.0), &json!(null)));
    assert_eq!((&cube["status"][at.to_string()], &cube["status"][(22 + at).to_string()]), (&json!(null), &json!("C")));
}

/// The Python of `docs/analysis.md`, word for word, by the interpreter in `READERS_PYTHON`, which `tests/run.sh` sets.
#[test]
fn the_quick_start_in_python_runs() {
    let Some(python) = std::env::var_os("READERS_PYTHON") else {
        return eprintln!("NOT RUN: READERS_PYTHON is not set");
    };
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = closed_wave(&service, &organiser);
    let text = include_str!("../../../docs/analysis.md");
    let code = text.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let ran = std::process::Command::new(python)
        .args(["-c", code])
        .env("CHORUS_API", format!("{}/api/v1", service.url))
        .env("CHORUS_KEY", &organiser.key)
        .env("WAVE", wave.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    // 4 of the day said yes (2), 3 of the night no (0); the day's fifth, alone on a ward, said maybe.
    assert!(said.contains("openness") && said.contains("numbers are withheld"), "{said}");
}

#[test]
fn questions_that_do_not_fit_are_named() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = closed_wave(&service, &organiser);
    for (query, field, word) in [
        ("measure=tlak", "measure", "tlak"),
        ("by=department", "by", "department"),
        ("by=shift&by=shift", "by", "shift"),
        ("where=department:Nursing", "where", "department"),
        ("where=shift:noon", "where", "noon"),
        ("where=shift", "where", "attribute:value"),
        ("where=talk:yes", "where", "talk"),
        ("by=talk", "by", "talk"),
        ("format=xml", "format", "json-stat"),
        ("measures=talk", "measures", "measure"),
    ] {
        let problem = organiser.results(wave, query).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{query}: {problem}");
        assert!(problem["errors"][0]["reason"].as_str().unwrap().contains(word), "{query}: {problem}");
    }
    organiser.results(Uuid::new_v4(), "").assert_problem(404, "not-found");
}

#[test]
fn only_evaluators_see_results() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let as_key = |key: &str| Organiser { url: service.url.clone(), key: key.to_owned() };
    let only_organiser = as_key(&service.account("organiser", "organiser"));
    only_organiser.results(wave, "").assert_problem(403, "forbidden");
    as_key("chorus_wrong").results(wave, "").assert_problem(401, "not-signed-in");
    let evaluator = as_key(&service.account("evaluator", "evaluator"));
    assert_eq!(evaluator.get("results").ok(200)["waves"][0]["wave"], wave.to_string());
    evaluator.get("programmes").assert_problem(403, "forbidden");
    evaluator.post(&format!("waves/{wave}/close"), "application/json", "").assert_problem(403, "forbidden");
}
