//! Aggregates from elsewhere: `/programmes/{programme}/indicators`, `…/headcounts`, `…/delivery`, `/waves/{wave}/response-rates` and
//! `…/context`.

mod delivery;
mod indicators;
mod response_rates;

use crate::support::{Organiser, Reply, Service, respondent, response};
use chorus::respondent::agent;
use serde_json::{Value, json};
use uuid::Uuid;

/// A programme with one wave of six teams in two units, and k = 3.
pub(crate) struct Programme {
    pub(crate) organiser: Organiser,
    pub(crate) id: Uuid,
    pub(crate) wave: Uuid,
}

pub(crate) const TEAMS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

impl Programme {
    pub(crate) fn open(service: &Service) -> Self {
        Self::open_on(service, None)
    }

    /// Whose wave has this day.
    pub(crate) fn open_on(service: &Service, day: Option<&str>) -> Self {
        let organiser = Organiser::of(service);
        let team = |(at, code): (usize, &&str)| json!({"code": code, "within": if at < 3 { "x" } else { "y" }});
        let teams: Vec<_> = TEAMS.iter().enumerate().map(team).collect();
        let options: Vec<_> =
            (1..=5).map(|score| json!({"code": score.to_string(), "label": "L", "score": score})).collect();
        let mut document = json!({"title": "Training", "waves": [{"title": "W", "k": 3,
            "attributes": [
                {"code": "team", "label": "Team", "values": teams,
                    "levels": [{"code": "unit", "label": "Unit", "values": [{"code": "x"}, {"code": "y"}]}]},
                {"code": "shift", "label": "Shift", "values": [{"code": "day"}, {"code": "night"}]}],
            "questionnaire": {"items": [{"code": "ease", "text": "?", "options": options}]}}]});
        if let Some(day) = day {
            document["waves"][0]["date"] = day.into();
        }
        let created = organiser.post("programmes", "application/json", &document.to_string()).ok(201);
        let id = |value: &Value| value["id"].as_str().unwrap().parse().unwrap();
        let (id, wave) = (id(&created), id(&created["waves"][0]));
        organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
        Self { organiser, id, wave }
    }

    /// So many people of each team answer, each a score, and the wave closes.
    pub(crate) fn answer(&self, people: [usize; 6], score: impl Fn(usize, usize) -> usize) {
        let codes = self.organiser.invite(self.wave, people.iter().sum());
        let mut codes = codes.iter();
        for (team, count) in people.into_iter().enumerate() {
            for person in 0..count {
                let answer = response(&[("team", TEAMS[team])], &[("ease", &score(team, person).to_string())]);
                respondent(&self.organiser.url, self.wave, codes.next().unwrap(), &answer);
            }
        }
        self.organiser.close(self.wave);
    }

    /// Another wave that asks the same, open, on this day.
    pub(crate) fn next_wave(&self, title: &str, day: Option<&str>) -> Self {
        let first = self.organiser.get(&format!("waves/{}", self.wave)).ok(200);
        let (questionnaire, attributes) = (&first["questionnaire"], &first["manifest"]["attributes"]);
        let mut wave = json!({"title": title, "k": 3, "attributes": attributes, "questionnaire": questionnaire});
        if let Some(day) = day {
            wave["date"] = day.into();
        }
        let waves = format!("programmes/{}/waves", self.id);
        let added = self.organiser.post(&waves, "application/json", &wave.to_string()).ok(201);
        let wave: Uuid = added["id"].as_str().unwrap().parse().unwrap();
        self.organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
        let organiser = Organiser { url: self.organiser.url.clone(), key: self.organiser.key.clone() };
        Self { organiser, id: self.id, wave }
    }

    pub(crate) fn put(&self, path: &str, csv: &str) -> Reply {
        let call = agent().put(format!("{}/api/v1/programmes/{}/{path}", self.organiser.url, self.id));
        let call = call.header("Content-Type", "text/csv");
        Reply::from(call.header("Authorization", format!("Bearer {}", self.organiser.key)).send(csv).unwrap())
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.organiser.get(&format!("programmes/{}/{path}", self.id))
    }

    pub(crate) fn of_wave(&self, path: &str) -> Reply {
        self.organiser.get(&format!("waves/{}/{path}", self.wave))
    }
}

pub(crate) fn near(found: &Value, expected: f64) {
    assert!(found.as_f64().is_some_and(|found| (found - expected).abs() < 1e-9), "{found}, not {expected}");
}
