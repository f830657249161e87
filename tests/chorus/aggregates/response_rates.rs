//! Who answered, against headcounts.

use super::{Programme, TEAMS, near};
use crate::support::Service;
use serde_json::{Value, json};

const HEADS: &str = "team,people\na,20\nb,20\nc,20\nd,40\ne,40\nf,2\n";

#[test]
fn rates_are_told_from_k_on_and_means_are_weighted() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.of_wave("response-rates?by=team").assert_problem(404, "not-found");
    // The first three teams answer eagerly and are content; nobody of e answers.
    programme.answer([18, 16, 15, 6, 0, 0], |team, person| if team < 3 { 4 + person % 2 } else { 1 + person % 3 });
    let kept = programme.put("headcounts", HEADS).ok(200);
    assert_eq!(kept, json!({"k": 3, "rows": 6, "withheld": 1}));
    assert_eq!(programme.get("headcounts").ok(200)["cells"][5]["people"], Value::Null);

    let rates = programme.of_wave("response-rates?by=team").ok(200);
    let cells = rates["cells"].as_array().unwrap();
    // The team of two is in no cell: its headcount is not known here.
    assert_eq!(cells.iter().map(|cell| cell["group"]["team"].as_str().unwrap()).collect::<Vec<_>>(), &TEAMS[..5]);
    near(&cells[0]["rate"], 0.9);
    near(&cells[3]["rate"], 0.15);
    assert_eq!(
        (&cells[4]["status"], &cells[4]["rate"], &cells[4]["headcount"]),
        (&json!("withheld"), &Value::Null, &Value::Null)
    );
    near(&rates["overall"], 55.0 / 100.0);
    assert_eq!(rates["engaged_groups_dominate"], true);
    assert_eq!((&rates["gap"]["lowest"], &rates["gap"]["highest"]), (&json!({"team": "d"}), &json!({"team": "a"})));
    near(&rates["gap"]["gap"], 75.0);
    // Nobody of e answered, so that no weight makes up for them.
    assert_eq!(rates["weighted"][0]["weighted"], Value::Null);
    assert!(rates["weighted"][0]["reason"].as_str().unwrap().contains("no respondents"), "{rates}");

    programme.put("headcounts", "team,people\na,20\nb,20\nc,20\nd,40\n").ok(200);
    let weighted = programme.of_wave("response-rates?by=team&measure=ease").ok(200)["weighted"][0].clone();
    let (content, others) = ([18, 16, 15].map(|n| (0..n).map(|at| 4 + at % 2).sum::<usize>() as f64 / n as f64), 2.0);
    near(&weighted["weighted"], (20.0 * content.iter().sum::<f64>() + 40.0 * others) / 100.0);
    assert!(
        weighted["mean"].as_f64() > weighted["weighted"].as_f64() && weighted["effective_n"].as_f64().unwrap() < 55.0
    );

    // By a coarser level: the units.
    programme.put("headcounts", "unit,people\nx,60\ny,80\n").ok(200);
    let units = programme.of_wave("response-rates?by=unit").ok(200);
    near(&units["cells"][1]["rate"], 6.0 / 80.0);
}

#[test]
fn headcounts_that_do_not_fit_are_named() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.answer([8, 8, 8, 8, 0, 0], |_, person| 1 + person % 5);
    for (csv, field) in [
        ("people\n12\n", "line 1, "),
        ("team,people\na,12\na,13\n", "line 3, people"),
        ("team,people\nz,12\n", "line 2, team"),
        ("team,people\na,-1\n", "line 2, people"),
    ] {
        let problem = programme.put("headcounts", csv).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    programme.put("headcounts", "team,people\na,5\nb,20\n").ok(200);
    let problem = programme.of_wave("response-rates?by=team").assert_problem(422, "invalid");
    assert!(problem["errors"][0]["reason"].as_str().unwrap().contains("more people answered"), "{problem}");
    programme.of_wave("response-rates?by=shift").assert_problem(422, "invalid");
    programme.of_wave("response-rates").assert_problem(422, "invalid");
}
