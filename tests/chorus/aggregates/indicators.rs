//! Monthly indicators: brought in whole or not at all, and kept only as far as they may be shown.

use super::{Programme, near};
use crate::support::{Reply, Service};
use chorus::respondent::agent;
use serde_json::{Value, json};

const ABSENCE: &str = "month,team,headcount,people,total,largest,second_largest
2026-01,a,20,8,40,9,8
2026-01,b,20,2,31.4159,16,15.4159
2026-01,c,20,6,77.625,70.5,2
2026-02,a,20,7,30,8,7
2026-02,b,20,9,36,8,8
2026-02,c,20,19,60,9,9
";

#[test]
fn a_series_is_asked_for_by_month_and_group() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.get("indicators/absence_duration").assert_problem(404, "not-found");
    let kept = programme.put("indicators/absence_duration", ABSENCE).ok(200);
    // b of January is of two people, c of January one person's, and c of February leaves one person over.
    assert_eq!(kept, json!({"k": 3, "rows": 6, "withheld": 3}));
    let answer = programme.get("indicators/absence_duration?by=team").ok(200);
    assert_eq!((&answer["unit"], &answer["kind"], &answer["by"]), (&json!("days"), &json!("amount"), &json!(["team"])));
    let cells = answer["cells"].as_array().unwrap();
    let first = &cells[0];
    assert_eq!(
        (&first["month"], &first["group"], &first["total"]),
        (&json!("2026-01"), &json!({"team": "a"}), &json!(40.0))
    );
    near(&first["per_head"], 2.0);
    near(&first["per_person"], 5.0);
    near(&first["percent"], 40.0);
    // statsmodels 0.15.0: proportion_confint(8, 20, method="wilson").
    near(&first["low"], 21.880653237281706);
    let withheld: Vec<&Value> = cells.iter().filter(|cell| cell["status"] == "withheld").collect();
    assert_eq!(withheld.len(), 3);
    for cell in withheld {
        for name in ["people", "headcount", "total", "percent", "low", "high", "per_head", "per_person"] {
            assert_eq!(cell[name], Value::Null, "{cell}");
        }
    }
    // A sum over groups is of what is shown: nothing withheld is had by subtraction.
    let all = programme.get("indicators/absence_duration?from=2026-02").ok(200);
    let [february] = all["cells"].as_array().unwrap().as_slice() else { panic!("one month: {all}") };
    assert_eq!(
        (&february["total"], &february["people"], &february["partial"]),
        (&json!(66.0), &json!(16), &json!(true))
    );

    let csv = programme.get("indicators/absence_duration?by=team&format=csv").text();
    assert!(
        csv.starts_with("month,team,statistic,OBS_VALUE,OBS_STATUS,CONF_STATUS\n2026-01,a,people,8,A,F\n"),
        "{csv}"
    );
    assert!(csv.contains("2026-01,b,total,,Q,C\n"), "{csv}");
    let list = programme.get("indicators").ok(200);
    assert_eq!(list["indicators"][0]["months"], json!(["2026-01", "2026-02"]));
}

#[test]
fn what_is_withheld_is_in_no_file() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.put("indicators/absence_duration", ABSENCE).ok(200);
    let files = service.stop().files();
    let hold =
        |needle: &str| files.iter().any(|(_, bytes)| bytes.windows(needle.len()).any(|part| part == needle.as_bytes()));
    for number in ["31.4159", "15.4159", "77.625", "70.5"] {
        assert!(!hold(number), "{number}");
    }
    assert!(crate::ON_POSTGRES || hold("absence_duration"), "this must find what is there");
}

#[test]
fn a_file_is_taken_whole_or_not_at_all() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.put("indicators/turnover", "month,headcount,people\n2026-01,100,10\n").ok(200);
    let faults = "month,shift,headcount,people
2026-1,day,100,10
2026-01,noon,100,10
2026-01,day,100,101
2026-01,day,ten,10
2026-01,night,100,10
2026-01,night,100,12
2026-01,night
";
    let problem = programme.put("indicators/turnover", faults).assert_problem(422, "invalid");
    let told: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    let expected = ["line 2, month", "line 3, shift", "line 4, people", "line 5, month", "line 7, month", "line 8"];
    assert_eq!(told, expected, "{problem}");
    for (csv, field, word) in [
        ("month,people\n2026-01,10\n", "line 1, headcount", "missing"),
        ("month,headcount,people,city\n2026-01,100,10,x\n", "line 1, city", "leave this column out"),
        ("month,headcount,people,people\n2026-01,100,10,10\n", "line 1, people", "twice"),
        ("month,headcount,people\n", "line 1", "no rows"),
    ] {
        let problem = programme.put("indicators/turnover", csv).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        assert!(problem["errors"][0]["reason"].as_str().unwrap().contains(word), "{problem}");
    }
    let amounts = "month,headcount,people,total,largest,second_largest\n2026-01,20,8,40,9,10\n2026-02,20,8,10,9,8\n2026-03,20,2,40,9,8\n";
    let problem = programme.put("indicators/safety", amounts).assert_problem(422, "invalid");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 3, "{problem}");
    // What was there is still there.
    assert_eq!(programme.get("indicators/turnover").ok(200)["cells"][0]["people"], 10);
    programme.put("indicators/weather", "month,headcount,people\n2026-01,100,10\n").assert_problem(404, "not-found");
    programme.get("indicators/turnover?by=team").assert_problem(422, "invalid");
    programme.get("indicators/turnover?from=spring").assert_problem(422, "invalid");
    let foreign = format!("{}/api/v1/programmes/{}/indicators/turnover", service.url, uuid::Uuid::new_v4());
    let call = agent().put(foreign).header("Content-Type", "text/csv");
    let call = call.header("Authorization", format!("Bearer {}", programme.organiser.key));
    Reply::from(call.send("month,headcount,people\n2026-01,100,10\n").unwrap()).assert_problem(404, "not-found");
}

#[test]
fn what_was_kept_is_held_to_a_k_that_has_grown() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.put("indicators/turnover", "month,headcount,people\n2026-01,100,4\n2026-02,100,40\n").ok(200);
    programme.put("headcounts", "team,people\na,4\nb,30\n").ok(200);
    programme.put("delivery", "month,team,invited,attended\n2026-01,a,4,4\n2026-01,b,30,30\n").ok(200);
    let people = |path: &str, name: &str| -> Vec<Value> {
        let answer = programme.get(path).ok(200);
        answer["cells"].as_array().unwrap().iter().map(|cell| cell[name].clone()).collect()
    };
    let all = || {
        let delivered = people("delivery?by=team", "attended");
        [people("indicators/turnover", "people"), people("headcounts", "people"), delivered].concat()
    };
    assert_eq!(all(), [4, 40, 4, 30, 4, 30].map(Value::from));
    let wave = json!({"title": "Later", "k": 10, "questionnaire": {"items": [{"code": "ease", "text": "?",
        "options": [{"code": "no", "label": "No"}, {"code": "yes", "label": "Yes"}]}]}});
    let path = format!("programmes/{}/waves", programme.id);
    let wave = programme.organiser.post(&path, "application/json", &wave.to_string()).ok(201)["id"].clone();
    programme.organiser.post(&format!("waves/{}/open", wave.as_str().unwrap()), "application/json", "").ok(200);
    let none = Value::Null;
    assert_eq!(all(), [none.clone(), 40.into(), none.clone(), 30.into(), none, 30.into()]);
}
