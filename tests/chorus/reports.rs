//! `GET /programmes/{programme}/report`: the figures of the API, read back from HTML and from the text of the PDF, in several languages.

use crate::aggregates::{Programme, TEAMS};
use crate::support::{Organiser, Reply, Service, respondent, response};
use chorus::respondent::agent;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};
use uuid::Uuid;

/// Two closed waves, in the second of which people score two higher; the last team is too small to be shown.
fn programme(service: &Service) -> (Programme, Uuid) {
    let first = Programme::open_on(service, Some("2026-02-01"));
    first.answer([8, 8, 8, 8, 8, 2], |team, person| 1 + (person + team) % 3);
    let second = first.next_wave("After", Some("2026-06-01"));
    second.answer([8, 8, 8, 8, 8, 2], |team, person| 3 + (person + team) % 3);
    (first, second.wave)
}

fn report(programme: &Programme, query: &str) -> (String, Vec<u8>) {
    let url = format!("{}/api/v1/programmes/{}/report?{query}", programme.organiser.url, programme.id);
    let call = agent().get(url).header("Authorization", format!("Bearer {}", programme.organiser.key));
    let mut reply = call.call().unwrap();
    let header = |name: &str| reply.headers()[name].to_str().unwrap().to_owned();
    let (kind, name) = (header("content-type"), header("content-disposition"));
    assert!(name.starts_with("attachment; filename=\"progress-report."), "{name}");
    let body = reply.body_mut().read_to_vec().unwrap();
    assert_eq!(reply.status(), 200, "{}", String::from_utf8_lossy(&body));
    (kind, body)
}

/// The text of a PDF, as other people's program reads it.
fn text(pdf: &[u8]) -> String {
    let mut reading = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    reading.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8(reading.wait_with_output().unwrap().stdout).unwrap()
}

/// A number as reports write it.
fn two(number: &Value, point: &str) -> String {
    format!("{:.2}", number.as_f64().unwrap().abs()).replace('.', point)
}

#[test]
fn a_report_has_the_figures_of_the_api_as_html_and_as_pdf() {
    let service = Service::start();
    let (programme, second) = programme(&service);
    let results = programme.organiser.get(&format!("waves/{second}/results")).ok(200);
    let change = programme.get(&format!("change?from={}&to={second}", programme.wave)).ok(200);
    let gaps = programme.organiser.get(&format!("waves/{second}/gaps?by=team")).ok(200);
    let by_team = programme.organiser.get(&format!("waves/{second}/results?by=team")).ok(200);
    let (cell, changed) = (&results["cells"][0], &change["cells"][0]["mean"]);
    let gap = gaps["gaps"].as_array().unwrap().iter().find(|gap| gap["option"].is_null()).unwrap();
    let mut figures = vec![&cell["mean"], &cell["mean_low"], &cell["mean_high"]];
    figures.extend([&changed["difference"], &changed["low"], &changed["high"], &changed["g"]]);
    figures.extend([&gap["gap"], &gap["low"], &gap["high"]]);
    let teams: Vec<&Value> =
        by_team["cells"].as_array().unwrap().iter().filter(|cell| !cell["mean"].is_null()).collect();
    assert!(teams.len() >= 4 && teams.len() < TEAMS.len());
    figures.extend(teams.iter().flat_map(|cell| [&cell["mean"], &cell["mean_low"], &cell["mean_high"]]));

    let (kind, html) = report(&programme, "");
    assert_eq!(kind, "text/html; charset=utf-8");
    let html = String::from_utf8(html).unwrap();
    let (kind, pdf) = report(&programme, "format=pdf");
    assert_eq!(kind, "application/pdf");
    let pdf = text(&pdf);
    for (name, text) in [("HTML", &html), ("PDF", &pdf)] {
        for figure in &figures {
            assert!(text.contains(&two(figure, ".")), "{name} lacks {figure}");
        }
        let counts = [&results["responses"], &change["from"]["responses"], &change["cells"][0]["to"]["scored_n"]];
        for count in counts {
            assert!(text.contains(&count.to_string()), "{name} lacks {count}");
        }
        let said = [
            "Progress report",
            "not shown",
            "Groups too small to be shown by themselves: 1.",
            "there is no comparison",
        ];
        for said in said {
            assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(said), "{name} does not say {said}");
        }
    }
    assert!(html.starts_with("<!doctype html>") && html.contains("<svg") && !html.contains("<script"));
    // The same in German and in Arabic, whose lines run the other way.
    for (language, point, said) in [("de", ",", "Fortschrittsbericht"), ("ar", ".", "")] {
        let (_, pdf) = report(&programme, &format!("format=pdf&language={language}"));
        let (_, html) = report(&programme, &format!("language={language}"));
        let (pdf, html) = (text(&pdf), String::from_utf8(html).unwrap());
        for figure in &figures {
            assert!(pdf.contains(&two(figure, point)) && html.contains(&two(figure, point)), "{language}: {figure}");
        }
        assert!(pdf.contains(said));
        assert!(
            html.contains(&format!(
                "<html lang=\"{language}\" dir=\"{}\">",
                if language == "ar" { "rtl" } else { "ltr" }
            ))
        );
    }
}

#[test]
fn a_group_has_a_summary_of_its_own_wherever_k_allows() {
    let service = Service::start();
    let (programme, second) = programme(&service);
    let of_group = programme.organiser.get(&format!("waves/{second}/results?where=team:a")).ok(200);
    let (_, html) = report(&programme, "where=team:a");
    let html = String::from_utf8(html).unwrap();
    assert!(html.contains(&two(&of_group["cells"][0]["mean"], ".")) && html.contains("Training: a"));
    assert!(!html.contains("Gaps between groups"));
    // Too small, and empty, look alike.
    let (_, small) = report(&programme, "where=team:f");
    let small = String::from_utf8(small).unwrap();
    assert!(small.contains("Fewer than 3 people answered"), "{small}");
    assert!(!small.contains("Outcomes"));
    let url = |query: &str| format!("programmes/{}/report?{query}", programme.id);
    for (query, field) in [
        ("where=team:x".to_owned(), "where"),
        ("where=team:a&where=team:b".to_owned(), "where"),
        ("format=docx".to_owned(), "format"),
        (format!("to={}", Uuid::new_v4()), "to"),
        (format!("from={second}&to={second}"), "to"),
        ("from=x".to_owned(), "from"),
    ] {
        let refused: Reply = programme.organiser.get(&url(&query));
        refused.assert_problem(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["field"], field, "{query}");
    }
    programme.organiser.get(&format!("programmes/{}/report", Uuid::new_v4())).assert_problem(404, "not-found");
}

#[test]
fn a_report_tells_delivery_and_indicators_and_stands_without_them() {
    let service = Service::start();
    let (programme, _) = programme(&service);
    let (_, bare) = report(&programme, "");
    assert!(String::from_utf8(bare).unwrap().contains("Nothing was brought in."));
    assert_eq!(programme.put("headcounts", "unit,people\nx,40\ny,40\n").status, 200);
    let sessions = "month,unit,invited,attended,first_time,checklist_done,checklist_items\n2026-02,x,40,30,30,9,10\n2026-02,y,40,20,20,7,10\n";
    assert_eq!(programme.put("delivery", sessions).status, 200);
    let turnover = "month,unit,people,headcount\n2026-02,x,8,40\n2026-02,y,6,40\n";
    assert_eq!(programme.put("indicators/turnover", turnover).status, 200);
    let (_, html) = report(&programme, "");
    let html = String::from_utf8(html).unwrap();
    for said in ["75.0%", "50.0%", "90.0%", "70.0%", "Turnover", "8 (20.0%)", "6 (15.0%)"] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn waves_without_days_are_named_so_that_no_change_is_told_backwards() {
    let service = Service::start();
    let first = Programme::open(&service);
    first.answer([8, 8, 8, 8, 8, 8], |_, person| 1 + person % 3);
    // A single wave needs no day.
    let (_, html) = report(&first, "");
    assert!(!String::from_utf8(html).unwrap().contains("Change since"));
    let second = first.next_wave("After", None);
    second.answer([8, 8, 8, 8, 8, 8], |_, person| 3 + person % 3);
    let refused = first.get("report");
    refused.assert_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["field"], "to");
    let (_, html) = report(&first, &format!("from={}&to={}", first.wave, second.wave));
    assert!(String::from_utf8(html).unwrap().contains("Change since “W”"));
}

#[test]
fn a_report_tells_how_well_the_questions_of_a_scale_go_together() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let options: Vec<_> =
        (1..=5).map(|score| json!({"code": score.to_string(), "label": "L", "score": score})).collect();
    let codes = ["calm", "heard", "safe"];
    let items: Vec<_> = codes.iter().map(|code| json!({"code": code, "text": "?", "options": options})).collect();
    let of_scale: Vec<_> = codes.iter().map(|code| json!({"item": code})).collect();
    let scale = json!({"code": "climate", "label": "Climate", "score": "mean", "items": of_scale});
    let document = json!({"title": "Training", "waves": [{"title": "W", "k": 3, "attributes": [],
        "questionnaire": {"items": items, "scales": [scale]}}]});
    let created = organiser.post("programmes", "application/json", &document.to_string()).ok(201);
    let id = |value: &Value| value["id"].as_str().unwrap().parse::<Uuid>().unwrap();
    let (programme, wave) = (id(&created), id(&created["waves"][0]));
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    for (person, code) in organiser.invite(wave, 20).iter().enumerate() {
        let score = |at: usize| (1 + (person + at * (person % 3)) % 5).to_string();
        let answers: Vec<(&str, String)> = codes.iter().enumerate().map(|(at, code)| (*code, score(at))).collect();
        let answers: Vec<(&str, &str)> = answers.iter().map(|(code, score)| (*code, score.as_str())).collect();
        respondent(&organiser.url, wave, code, &response(&[], &answers));
    }
    organiser.close(wave);
    let cell = &organiser.get(&format!("waves/{wave}/reliability")).ok(200)["cells"][0];
    let report = organiser.get(&format!("programmes/{programme}/report")).text();
    assert!(report.contains("Cronbach’s alpha"));
    for figure in ["alpha", "alpha_low", "alpha_high", "omega"] {
        assert!(report.contains(&two(&cell[figure], ".")), "{figure}: {cell}");
    }
}
