//! `GET /programmes/{programme}/change`, `…/effect`, `…/trajectory`, `…/gap-change`, `GET /waves/{wave}/gaps`, `GET /detectable-effect`.

use crate::support::{Organiser, Service, respondent, response};
use chorus::respondent::{agent, pseudonym};
use chorus_questionnaire::Response;
use serde_json::{Value, json};
use uuid::Uuid;

const TEAMS: [&str; 4] = ["a", "b", "c", "d"];

/// A programme with a study, and waves before and after.
struct Programme {
    id: Uuid,
    waves: Vec<Uuid>,
}

impl Programme {
    fn create(organiser: &Organiser, panel: bool, days: &[&str]) -> Self {
        let values: Vec<_> = TEAMS.iter().map(|code| json!({"code": code})).collect();
        let options: Vec<_> =
            (1..=5).map(|score| json!({"code": score.to_string(), "label": "L", "score": score})).collect();
        let wave = |day: &&str| {
            json!({"title": *day, "date": day, "k": 3, "panel": panel,
                "attributes": [{"code": "team", "label": "Team", "values": values}],
                "questionnaire": {"items": [{"code": "ease", "text": "?", "options": options},
                    {"code": "why", "text": "?", "options": [{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}]}]}})
        };
        let rollout = json!([{"group": "a"}, {"group": "b"}, {"group": "c", "date": "2026-03-01"}, {"group": "d", "date": "2026-03-01"}]);
        let study = json!({"design": "comparison", "by": "team", "outcomes": ["ease"], "rollout": rollout});
        let document = json!({"title": "Training", "study": study, "waves": days.iter().map(wave).collect::<Vec<_>>()});
        let created = organiser.post("programmes", "application/json", &document.to_string()).ok(201);
        let id = |value: &Value| value["id"].as_str().unwrap().parse().unwrap();
        Self { id: id(&created), waves: created["waves"].as_array().unwrap().iter().map(id).collect() }
    }

    /// Opens a wave, has five of each team answer, and closes it. `score` is by team and person.
    fn run(&self, organiser: &Organiser, at: usize, linked: bool, score: impl Fn(usize, usize) -> usize) {
        let wave = self.waves[at];
        organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
        for (person, code) in organiser.invite(wave, 20).iter().enumerate() {
            let score = score(person / 5, person).to_string();
            let panel = linked.then(|| pseudonym(&[person as u8 + 1; 16], self.id));
            let answers = [("ease", score.as_str()), ("why", if person % 2 == 0 { "x" } else { "y" })];
            let response = Response { panel, ..response(&[("team", TEAMS[person / 5])], &answers) };
            respondent(&organiser.url, wave, code, &response);
        }
        organiser.close(wave);
    }

    fn change(&self, query: &str) -> String {
        format!("programmes/{}/change?from={}&to={}&{query}", self.id, self.waves[0], self.waves[1])
    }
}

/// Answers spread from 1 to 5; after the training c and d gain one.
fn before(_: usize, person: usize) -> usize {
    person * person % 4 + 1
}

fn after(team: usize, person: usize) -> usize {
    (person * 3 % 4) + 1 + usize::from(team >= 2)
}

fn mean(scores: impl Iterator<Item = usize>) -> f64 {
    let scores: Vec<f64> = scores.map(|score| score as f64).collect();
    scores.iter().sum::<f64>() / scores.len() as f64
}

fn near(found: &Value, expected: f64) {
    assert!(found.as_f64().is_some_and(|found| (found - expected).abs() < 1e-9), "{found}, not {expected}");
}

#[test]
fn a_training_is_evaluated_before_and_after() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser, false, &["2026-02-01", "2026-06-01"]);
    programme.run(&organiser, 0, false, before);
    organiser.get(&format!("programmes/{}/effect", programme.id)).assert_problem(422, "invalid");
    programme.run(&organiser, 1, false, after);

    let change = organiser.get(&programme.change("")).ok(200);
    assert_eq!(
        (&change["design"], &change["causal"], &change["pre_declared"]),
        (&json!("pre_post"), &json!(false), &json!(["ease"]))
    );
    assert_eq!((&change["linked"], &change["match_rate"]), (&json!(false), &Value::Null));
    let ease = &change["cells"][0];
    let (team, people) = (|person| person / 5, 0..20_usize);
    near(
        &ease["mean"]["difference"],
        mean(people.clone().map(|p| after(team(p), p))) - mean(people.clone().map(|p| before(team(p), p))),
    );
    assert!(ease["mean"]["g"].is_f64() && ease["shift"]["rank_biserial"].is_f64() && ease["paired"].is_null());
    // Its options come with it, and an item without scores has nothing else.
    assert_eq!((change["cells"][1]["measure"].as_str(), &change["cells"][1]["mean"]), (Some("why"), &Value::Null));
    near(&change["cells"][1]["options"][0]["difference"], 0.0);

    // The same numbers as CSV and JSON-stat.
    let csv = organiser.get(&programme.change("by=team&format=csv")).text();
    assert!(
        csv.starts_with("measure,team,option,statistic,OBS_VALUE,OBS_STATUS,CONF_STATUS\nease,a,,n_from,5,A,F\n"),
        "{csv}"
    );
    assert!(csv.contains("ease,a,,pairs,,Q,C\n"), "{csv}");
    let cube = organiser.get(&programme.change("measure=ease&format=json-stat")).ok(200);
    let statistics = cube["dimension"]["statistic"]["category"]["index"].as_array().unwrap();
    let at = statistics.iter().position(|code| code == "ease/difference").unwrap();
    assert_eq!(cube["value"][at], ease["mean"]["difference"]);
    assert_eq!(organiser.get(&programme.change("format=xlsx")).status, 200);
    assert_eq!(organiser.get(&programme.change("format=frictionless")).ok(200)["resources"][0]["path"], "change.csv");

    // For readers of other makers, which `tests/run.sh` sets on them.
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats-change");
    std::fs::create_dir_all(&folder).unwrap();
    for (format, file) in [
        ("csv", "change.csv"),
        ("json-stat", "change.json-stat.json"),
        ("frictionless", "datapackage.json"),
        ("xlsx", "change.xlsx"),
    ] {
        let reply = organiser.get(&programme.change(&format!("by=team&format={format}")));
        std::fs::write(folder.join(file), &reply.body).unwrap();
    }

    // c and d against a and b.
    let effect = organiser.get(&format!("programmes/{}/effect", programme.id)).ok(200);
    assert_eq!(
        (&effect["design"], &effect["causal"], &effect["by"]),
        (&json!("comparison"), &json!(true), &json!("team"))
    );
    let of_ease = &effect["measures"][0];
    assert_eq!(
        (&of_ease["declaration"], &of_ease["groups"], &of_ease["few_groups"]),
        (&json!("pre_declared"), &json!(4), &json!(true))
    );
    let gain = |people: std::ops::Range<usize>| {
        mean(people.clone().map(|p| after(team(p), p))) - mean(people.map(|p| before(team(p), p)))
    };
    near(&of_ease["effects"][0]["effect"], gain(10..20) - gain(0..10));
    assert_eq!(of_ease["effects"][0]["allocations"], 6);
    // The report tells the same, and says what it rests on.
    let report = organiser.get(&format!("programmes/{}/report", programme.id)).text();
    for figure in ["effect", "low", "high"] {
        let figure = format!("{:.2}", of_ease["effects"][0][figure].as_f64().unwrap().abs());
        assert!(report.contains(&figure), "{figure}");
    }
    let dealt = format!("{:.3}", of_ease["effects"][0]["permutation_p"].as_f64().unwrap());
    for said in ["Effect of the training", "if all groups would have changed alike", "fewer than 20 groups", &dealt] {
        assert!(report.contains(said), "{said}");
    }
    let of_group = organiser.get(&format!("programmes/{}/report?where=team:c", programme.id)).text();
    assert!(of_group.contains("Change since") && !of_group.contains("Effect of the training"));

    let trajectory = organiser.get(&format!("programmes/{}/trajectory?measure=ease", programme.id)).ok(200);
    let days: Vec<_> = trajectory["waves"].as_array().unwrap().iter().map(|wave| wave["date"].clone()).collect();
    assert_eq!(days, ["2026-02-01", "2026-06-01"]);
    near(&trajectory["waves"][1]["cells"][0]["mean"], mean(people.clone().map(|p| after(team(p), p))));

    let gaps = organiser.get(&format!("waves/{}/gaps?by=team&measure=ease", programme.waves[1])).ok(200);
    assert_eq!((&gaps["design"], &gaps["gaps"][0]["groups"]), (&json!("descriptive"), &json!(4)));
    let gap = format!("programmes/{}/gap-change?from={}&to={}", programme.id, programme.waves[0], programme.waves[1]);
    let gap = organiser.get(&format!("{gap}&by=team&group=c&reference=a&measure=ease")).ok(200);
    near(&gap["changes"][0]["change"], gain(10..15) - gain(0..5));
    assert_eq!(
        (&gap["changes"][0]["n_from"], &gap["pre_declared"], &gap["response"]),
        (&json!(10), &json!(["ease"]), &Value::Null)
    );
    // With headcounts the gap in response too: five of ten in each wave, and five of twenty.
    let heads = agent().put(format!("{}/api/v1/programmes/{}/headcounts", organiser.url, programme.id));
    let heads = heads.header("Authorization", format!("Bearer {}", organiser.key)).header("Content-Type", "text/csv");
    assert_eq!(heads.send("team,people\na,20\nb,10\nc,10\nd,10\n").unwrap().status(), 200);
    let path = format!("programmes/{}/gap-change?from={}&to={}", programme.id, programme.waves[0], programme.waves[1]);
    let gap = organiser.get(&format!("{path}&by=team&group=c&reference=a")).ok(200);
    near(&gap["response"]["from"], 25.0);
    near(&gap["response"]["change"], 0.0);
    assert!(gap["response"]["low"].as_f64().unwrap() < -10.0 && gap["response"]["n_to"] == 30, "{gap}");
}

#[test]
fn those_who_linked_their_answers_are_compared_with_themselves() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser, true, &["2026-02-01", "2026-06-01"]);
    programme.run(&organiser, 0, true, before);
    programme.run(&organiser, 1, true, after);
    let change = organiser.get(&programme.change("measure=ease&by=team")).ok(200);
    assert_eq!((&change["linked"], &change["match_rate"]), (&json!(true), &json!(1.0)));
    for (team, cell) in change["cells"].as_array().unwrap().iter().enumerate() {
        let people = 5 * team..5 * team + 5;
        assert_eq!(cell["paired"]["pairs"], 5, "{cell}");
        let differences: Vec<f64> = people.map(|p| after(team, p) as f64 - before(team, p) as f64).collect();
        let mean = differences.iter().sum::<f64>() / 5.0;
        let sd = (differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 4.0).sqrt();
        near(&cell["paired"]["difference"], mean);
        near(&cell["paired"]["d_z"], mean / sd);
    }
}

#[test]
fn what_cannot_be_compared_is_named() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let programme = Programme::create(&organiser, false, &["2026-02-01", "2026-06-01"]);
    let other = organiser.open_wave();
    for wave in &programme.waves {
        organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    }
    let (id, [from, to]) = (programme.id, [programme.waves[0], programme.waves[1]]);
    for (path, field, word) in [
        (format!("programmes/{id}/change?to={to}"), "from", "name a wave"),
        (format!("programmes/{id}/change?from={from}&to=next"), "to", "name a wave"),
        (format!("programmes/{id}/change?from={from}&to={from}"), "to", "another wave"),
        (format!("programmes/{id}/change?from={from}&to={other}"), "to", "no wave of this programme"),
        (format!("programmes/{id}/change?from={from}&from={to}&to={to}"), "from", "once"),
        (format!("programmes/{id}/change?from={from}&to={to}&by=site"), "by", "site"),
        (format!("programmes/{id}/change?from={from}&to={to}&format=xml"), "format", "json-stat"),
        (format!("programmes/{id}/effect?by=team"), "by", "measure"),
        (format!("programmes/{id}/effect"), "programme", "two waves"),
        (format!("waves/{from}/gaps"), "by", "attribute"),
        (format!("programmes/{id}/gap-change?from={from}&to={to}&by=team&group=a"), "reference", "hold it against"),
        (format!("programmes/{id}/gap-change?from={from}&to={to}&by=team&group=a&reference=z"), "where", "z"),
        ("detectable-effect?design=luck".to_owned(), "design", "wedge"),
        ("detectable-effect?design=groups&n1=many&n2=5".to_owned(), "n1", "whole number"),
        ("detectable-effect?design=pairs&pairs=50&correlation=1".to_owned(), "design", "correlation"),
        ("detectable-effect?measure=ease".to_owned(), "measure", "design"),
    ] {
        let problem = organiser.get(&path).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{path}: {problem}");
        assert!(problem["errors"][0]["reason"].as_str().unwrap().contains(word), "{path}: {problem}");
    }
    for path in ["effect", "trajectory"] {
        organiser.get(&format!("programmes/{}/{path}", Uuid::new_v4())).assert_problem(404, "not-found");
    }
    organiser
        .get(&format!("programmes/{id}/change?from={from}&to={}", Uuid::new_v4()))
        .assert_problem(404, "not-found");
}

/// Reference: statsmodels 0.15.0, `tests/reference/designs.json`.
#[test]
fn a_plan_tells_what_it_would_find() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let plan = |query: &str| organiser.get(&format!("detectable-effect?{query}")).ok(200)["effect"].as_f64().unwrap();
    let groups = plan("design=groups&n1=100&n2=100");
    assert!((groups - 0.397).abs() < 0.005, "{groups}");
    assert!((plan("design=groups&n1=100&n2=100&sd=2") - 2.0 * groups).abs() < 1e-12);
    assert!(plan("design=pairs&pairs=100&correlation=0.5") < groups);
    let clusters = plan("design=clusters&clusters1=10&clusters2=10&people=10");
    assert!(clusters > groups && plan("design=wedge&starting=5,5,5,5&people=10") < clusters);
}
