//! `POST /waves/{wave}/invitations`: everybody on the roster or nobody.

use crate::support::{DOCUMENT, Organiser, Reply, Service};
use chorus::respondent::{KnownWave, RespondentError, agent};

#[test]
fn links_come_once_with_the_manifests_hash() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations");
    let reply = organiser.post(&path, "text/csv", "\u{feff}contact\r\n ana@example.org \r\n\"Bo, night shift\"\r\n");
    assert_eq!((reply.status, reply.media_type.as_str()), (201, "text/csv; charset=utf-8"), "{}", reply.text());
    let text = reply.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "contact,link,manifest_hash");
    let hash = organiser.get(&format!("waves/{wave}")).ok(200)["manifest_hash"].as_str().unwrap().to_owned();
    assert!(lines[1].starts_with(&format!("ana@example.org,{}/answer/{wave}#", service.url)), "{text}");
    assert!(lines[2].starts_with("\"Bo, night shift\",") && lines.len() == 3);
    assert!(lines[1..].iter().all(|line| line.ends_with(&hash)));
    let code = |line: &str| line.split('#').nth(1).unwrap()[..22].to_owned();
    assert_ne!(code(lines[1]), code(lines[2]));
}

#[test]
fn lost_links_are_replaced_and_nobody_answers_twice() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations");
    let codes = |reply: Reply| -> Vec<String> {
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.text().lines().skip(1).map(|line| line.split(['#', ',']).nth(2).unwrap().to_owned()).collect()
    };
    let first = codes(organiser.post(&path, "text/csv", "contact\nana\nbo\n"));
    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    known.token(&agent(), &first[0]).unwrap();
    let refused = organiser.post(&path, "text/csv", "contact\nana\nbo\n").assert_problem(422, "invalid");
    assert!(refused["errors"][0]["reason"].as_str().unwrap().contains("replace=true"), "{refused}");

    let second = codes(organiser.post(&format!("{path}?replace=true"), "text/csv", "contact\nana\nbo\ncy\n"));
    let code = |code: &String| match known.token(&agent(), code) {
        Ok(_) => "signed".to_owned(),
        Err(RespondentError::Refused { code, .. }) => code,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(first.iter().map(code).collect::<Vec<_>>(), ["invitation-unknown", "invitation-unknown"]);
    // Ana has her token already; her new link tells her so, and the organiser's reply told nobody.
    assert_eq!(second.iter().map(code).collect::<Vec<_>>(), ["invitation-spent", "signed", "signed"]);
    let invited = &organiser.get("programmes").ok(200)["programmes"][0]["waves"][0]["invited"];
    assert_eq!(invited, 3);
}

#[test]
fn a_bad_roster_invites_nobody_and_names_every_line() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations");
    organiser.post(&path, "text/csv", "contact\nana@example.org\n");
    for (roster, fields) in [
        ("contact\nbo\n\"\"\nbo\n", &["line 3, contact", "line 4, contact"][..]),
        ("contact\nbo\nana@example.org\n", &["line 3, contact"]),
        ("phone\nbo\n", &["line 1, phone"]),
        ("contact,age\nbo,33\n", &["line 1, age"]),
        ("contact,contact\nbo,cy\n", &["line 1, contact"]),
        ("contact\nbo,33\ncy\n", &["line 2"]),
        ("contact,email\nbo,bo\ncy,cy@example.org\n", &["line 2, email"]),
        ("contact,language\nbo,fr\ncy,de\n", &["line 2, language"]),
        ("contact,shift\nbo,dusk\ncy,day\ndi,\n", &["line 2, shift"]),
        ("contact\n", &["line 1, contact"]),
        ("shift\nday\n", &["line 1, contact"]),
        ("", &["line 1, contact"]),
    ] {
        let problem = organiser.post(&path, "text/csv", roster).assert_problem(422, "invalid");
        let named: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
        assert_eq!(named, fields, "{roster:?} {problem}");
    }
    for (list, fields) in [
        ("[]", &["line 1, contact"][..]),
        (r#"[{"contact":"bo"},{"contact":"bo"}]"#, &["line 2, contact"]),
        (r#"[{"contact":33}]"#, &["line 1"]),
    ] {
        let problem = organiser.post(&path, "application/json", list).assert_problem(422, "invalid");
        let named: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
        assert_eq!(named, fields, "{list} {problem}");
        assert!(!problem.to_string().contains("33"), "what stands there is not repeated: {problem}");
    }
    organiser.post(&path, "text/plain", "contact\nbo\n").assert_problem(415, "media-type");
    organiser
        .post(&format!("{path}?mail=true"), "text/csv", "contact\nbo@example.org\n")
        .assert_problem(409, "no-mail");
    let invited = &organiser.get("programmes").ok(200)["programmes"][0]["waves"][0]["invited"];
    assert_eq!(invited, 1, "only the first roster was taken");
    let draft = organiser.create(DOCUMENT);
    let reply = organiser.post(&format!("waves/{draft}/invitations"), "text/csv", "contact\nbo\n");
    reply.assert_problem(409, "wave-not-open");
    organiser.close(wave);
    organiser.post(&path, "text/csv", "contact\nbo\n").assert_problem(410, "wave-closed");
}

#[test]
fn a_preview_tells_of_faults_and_groups_and_stores_nothing() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.create(DOCUMENT);
    let path = format!("waves/{wave}/invitations");
    let preview = |roster: &str| organiser.post(&format!("{path}?preview=true"), "text/csv", roster).ok(200);
    // Seven people of the day (likely at k = 3), five of the night (fewer than three if half of them answer), two at the ward.
    let row = |i: usize| {
        let shift = if i < 7 { "day" } else { "night" };
        let site = if i < 2 { "Ward 7" } else { "Head office" };
        format!("p{i},p{i}@example.org,{},{shift},{site}\n", if i < 3 { "de" } else { "" })
    };
    let roster: String = (0..12).map(row).collect();
    let header = "contact,email,language,shift,site\n";
    let told = preview(&format!("{header}{roster}"));
    assert_eq!((&told["people"], &told["invited_already"], &told["with_address"]), (&12.into(), &0.into(), &12.into()));
    assert_eq!((&told["k"], &told["rare"], &told["errors"]), (&3.into(), &2.into(), &serde_json::json!([])));
    assert_eq!(told["languages"], serde_json::json!({"de": 3}));
    let groups = [
        ("shift", "day", 7, "likely"),
        ("shift", "night", 5, "uncertain"),
        ("site", "Head office", 10, "likely"),
        ("site", "Ward 7", 2, "withheld"),
    ];
    let group = |(attribute, value, people, outlook): (&str, &str, usize, &str)| serde_json::json!({"attribute": attribute, "value": value, "people": people, "outlook": outlook});
    assert_eq!(told["groups"], serde_json::Value::Array(groups.map(group).to_vec()));

    let told = preview(&format!("{header}p0,nowhere,xx,day,Ward 8\n{roster}p11,,,,\n"));
    let places: Vec<(u64, &str)> = told["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["line"].as_u64().unwrap(), fault["column"].as_str().unwrap()))
        .collect();
    assert_eq!(places, [(2, "site"), (2, "email"), (2, "language"), (3, "contact"), (15, "contact")]);
    assert!(told["errors"][0]["reason"].as_str().unwrap().contains("Head office, Ward 7"), "{told}");
    assert_eq!((&told["people"], &told["with_address"]), (&11.into(), &11.into()), "faulty rows are not counted");

    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    let invited = || organiser.get("programmes").ok(200)["programmes"][0]["waves"][0]["invited"].clone();
    assert_eq!(invited(), 0);
    assert_eq!(organiser.post(&path, "text/csv", "contact,shift\np1,day\np2,\n").status, 201);
    assert_eq!((invited(), &preview("contact\np1\np3\n")["invited_already"]), (2.into(), &1.into()));
    organiser.post(&format!("{path}?preview=maybe&x=1"), "text/csv", "contact\nq\n").assert_problem(422, "invalid");
    organiser.close(wave);
    organiser.post(&format!("{path}?preview=true"), "text/csv", "contact\nq\n").assert_problem(410, "wave-closed");
}

/// A team lies in a department: who is of the team is of the department.
#[test]
fn a_preview_counts_coarser_levels_too() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let document = DOCUMENT.replace(
        "        values: [{code: Head office}, {code: Ward 7}]",
        "        values: [{code: Head office, within: A}, {code: Ward 7, within: B}, {code: Ward 8, within: B}]
        levels: [{code: house, label: House, values: [{code: A}, {code: B}]}]",
    );
    let wave = organiser.create(&document);
    let preview = |roster: &str| {
        let told = organiser.post(&format!("waves/{wave}/invitations?preview=true"), "text/csv", roster).ok(200);
        let count = |group: &serde_json::Value| format!("{}={}", group["value"].as_str().unwrap(), group["people"]);
        told["groups"].as_array().unwrap().iter().map(count).collect::<Vec<_>>().join(" ")
    };
    let teams = preview("contact,site\na,Ward 7\nb,Ward 8\nc,Ward 8\nd,\n");
    assert_eq!(teams, "Head office=0 Ward 7=1 Ward 8=2 A=0 B=3");
    assert_eq!(preview("contact,house\na,B\nb,A\n"), "A=1 B=1");
    assert_eq!(preview("contact,house,site\na,B,Ward 7\nb,A,\n"), "Head office=0 Ward 7=1 Ward 8=0 A=1 B=1");
}
