//! How the training was delivered, and how that goes together with what was answered.

use super::{Programme, TEAMS, near};
use crate::support::Service;
use serde_json::{Value, json};

const SESSIONS: &str =
    "month,team,format,trainer,module,version,invited,attended,first_time,checklist_done,checklist_items,rating
2026-02,a,in_person,t1,talk,v1,20,17,17,9,10,5
2026-03,a,online,t1,help,v1,20,16,0,8,10,4
2026-02,b,in_person,t2,talk,v1,20,14,14,7,10,3
2026-02,c,in_person,t2,talk,v2,20,10,10,6,10,
2026-02,d,online,t1,talk,v1,20,7,7,,,2
2026-02,e,online,t2,talk,v2,20,5,5,4,10,3
2026-02,f,online,t2,talk,v2,20,2,2,4,10,1
";

#[test]
fn delivery_is_told_by_group_and_by_kind() {
    let service = Service::start();
    let programme = Programme::open(&service);
    programme.get("delivery").assert_problem(404, "not-found");
    assert_eq!(programme.put("delivery", SESSIONS).ok(200), json!({"k": 3, "rows": 7, "withheld": 1}));
    let heads: String = TEAMS.iter().map(|team| format!("{team},20\n")).collect();
    programme.put("headcounts", &format!("team,people\n{heads}")).ok(200);
    let answer = programme.get("delivery?by=team").ok(200);
    let cells = answer["cells"].as_array().unwrap();
    let a = &cells[0];
    assert_eq!((&a["sessions"], &a["attended"], &a["reached"]), (&json!(2), &json!(33), &json!(17)));
    near(&a["reach"], 0.85);
    near(&a["dose"], 1.65);
    near(&a["fidelity"], 0.85);
    near(&a["rating"], 4.5);
    // Two people of f came: that there was a session is no secret, who came is.
    let f = &cells[5];
    assert_eq!(
        (&f["status"], &f["sessions"], &f["attended"], &f["reach"]),
        (&json!("withheld"), &json!(1), &Value::Null, &Value::Null)
    );
    near(&answer["reach_gap"]["gap"], 60.0);
    let by_format = programme.get("delivery?by=format&to=2026-02").ok(200);
    assert_eq!((&by_format["cells"][1]["sessions"], &by_format["cells"][1]["attended"]), (&json!(3), &json!(12)));
    assert_eq!(programme.get("delivery?by=trainer&by=version").ok(200)["cells"].as_array().unwrap().len(), 3);
    programme.get("delivery?by=shift").assert_problem(422, "invalid");

    for (row, field) in [
        ("2026-02,a,on_paper,t1,talk,v1,20,18,18,9,10,5", "format"),
        ("2026-02,a,online,Ana Lima,talk,v1,20,18,18,9,10,5", "trainer"),
        ("2026-02,a,online,ana@example.org,talk,v1,20,18,18,9,10,5", "trainer"),
        ("2026-02,a,online,t1,talk,v1,20,21,18,9,10,5", "attended"),
        ("2026-02,a,online,t1,talk,v1,20,18,19,9,10,5", "first_time"),
        ("2026-02,a,online,t1,talk,v1,20,18,18,9,,5", "checklist_done"),
        ("2026-02,a,online,t1,talk,v1,20,18,18,9,10,6", "rating"),
    ] {
        let header = SESSIONS.lines().next().unwrap();
        let problem = programme.put("delivery", &format!("{header}\n{row}\n")).assert_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], format!("line 2, {field}"), "{problem}");
    }
}

#[test]
fn answers_stand_beside_delivery_and_indicators() {
    let service = Service::start();
    let programme = Programme::open(&service);
    // The more of a team came, the higher it scores.
    programme.answer([6, 6, 6, 6, 6, 6], |team, person| 5 - (team + person % 2).min(4));
    let bare = programme.of_wave("context?by=team").ok(200);
    assert_eq!((&bare["groups"][0]["delivery"], &bare["together"]), (&Value::Null, &json!([])));
    programme.put("delivery", SESSIONS).ok(200);
    let heads: String = TEAMS.iter().map(|team| format!("{team},20\n")).collect();
    programme.put("headcounts", &format!("team,people\n{heads}")).ok(200);
    programme
        .put("indicators/turnover", "month,team,headcount,people\n2026-01,a,20,4\n2026-02,a,20,5\n2026-01,b,20,1\n")
        .ok(200);
    let context = programme.of_wave("context?by=team").ok(200);
    assert_eq!((&context["design"], &context["causal"]), (&json!("descriptive"), &json!(false)));
    let a = &context["groups"][0];
    assert_eq!((&a["answers"][0]["measure"], &a["delivery"]["sessions"]), (&json!("ease"), &json!(2)));
    assert_eq!((&a["indicators"][0]["series"], &a["indicators"][0]["people"]), (&json!("turnover"), &json!(9)));
    assert_eq!(context["groups"][1]["indicators"][0]["status"], "withheld");
    let together = context["together"].as_array().unwrap();
    let reach = together.iter().find(|pair| pair["with"] == "reach").unwrap();
    // f's attendance is withheld: five teams are left.
    assert_eq!(reach["groups"], 5);
    assert!(reach["r"].as_f64().unwrap() > 0.9, "{reach}");
    let turnover = together.iter().find(|pair| pair["with"] == "turnover").unwrap();
    assert_eq!((&turnover["groups"], &turnover["r"]), (&json!(1), &Value::Null));
    programme.of_wave("context").assert_problem(422, "invalid");
}
