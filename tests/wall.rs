//! The wall between the rooms, read from `cargo metadata`: fails on any forbidden dependency, direct or not, of any kind.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};
use std::collections::{BTreeMap, BTreeSet};

/// Every package of the workspace but the program itself, and which others it may reach. What is not listed is forbidden.
const MAY_REACH: &[(&str, &[&str])] = &[
    // Room 1 knows people: nothing of answers.
    (
        "chorus-issuance",
        &["accounts", "database", "ledger", "mail", "problem", "questionnaire", "roster", "token", "typesetting"],
    ),
    // Of room 1: a table of people is read by whoever knows nothing but what the wave asks.
    ("chorus-roster", &["questionnaire"]),
    // Room 2 knows answers: nothing of people, and no staff.
    ("chorus-collection", &["database", "ledger", "problem", "questionnaire", "token"]),
    // Room 3 is pure.
    ("chorus-seal", &[]),
    // Room 4 takes from the seal, and sees no token, no inbox, nobody.
    ("chorus-sealed", &["database", "questionnaire", "seal"]),
    // Room 5: the statistics are pure; their HTTP side sees the sealed table only.
    ("chorus-evidence", &["questionnaire"]),
    // Aggregates from elsewhere lie beside the sealed table, and see nothing of it.
    ("chorus-indicators", &["database", "evidence", "questionnaire"]),
    // From aggregates to pages: pure but for the fonts that typesetting looks up.
    ("chorus-report", &["evidence", "questionnaire", "typesetting"]),
    // What an organiser tells people: words, and no number.
    ("chorus-findings", &["database", "questionnaire"]),
    (
        "chorus-evaluator",
        &[
            "accounts",
            "database",
            "evidence",
            "findings",
            "indicators",
            "problem",
            "questionnaire",
            "report",
            "seal",
            "sealed",
            "typesetting",
        ],
    ),
    // What everybody may use must know nobody.
    ("chorus-token", &[]),
    ("chorus-questionnaire", &[]),
    // One letter at a time, of public terms and one link.
    ("chorus-mail", &["questionnaire", "typesetting"]),
    // Words in, pages out.
    ("chorus-typesetting", &[]),
    ("chorus-ledger", &["questionnaire"]),
    ("chorus-interchange", &["questionnaire"]),
    ("chorus-accounts", &["database", "problem"]),
    ("chorus-problem", &[]),
    ("chorus-database", &[]),
    ("chorus-migrations", &[]),
    ("chorus-web", &[]),
];

/// Pure packages: no database, no server, no runtime, no network.
const PURE: &[&str] = &[
    "chorus-seal",
    "chorus-evidence",
    "chorus-token",
    "chorus-questionnaire",
    "chorus-interchange",
    "chorus-ledger",
    "chorus-roster",
];
const IMPURE: &[&str] = &["sea-orm", "sqlx", "actix-web", "tokio", "ureq", "libsqlite3-sys"];

fn metadata() -> Metadata {
    MetadataCommand::new().other_options(vec!["--offline".into(), "--locked".into()]).exec().unwrap()
}

/// Everything that a package reaches: its own dependencies of every kind, and theirs without tests.
fn reached<'a>(metadata: &'a Metadata, start: &'a PackageId) -> BTreeSet<&'a str> {
    let nodes: BTreeMap<_, _> = metadata.resolve.as_ref().unwrap().nodes.iter().map(|node| (&node.id, node)).collect();
    let names: BTreeMap<_, _> = metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let runs = dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development);
            // Of our own packages a test dependency counts too: a test is code that others copy.
            if (runs || id == start) && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    seen.into_iter().map(|id| names[id]).collect()
}

#[test]
fn no_room_reaches_what_it_must_not_know() {
    let metadata = metadata();
    let mut broken = Vec::new();
    for package in metadata.workspace_packages().into_iter().filter(|package| package.name.as_str() != "chorus") {
        let room = package.name.as_str();
        let may = MAY_REACH.iter().find(|(name, _)| *name == room).map(|(_, may)| *may);
        let may = may.unwrap_or_default();
        for name in reached(&metadata, &package.id) {
            let ours = name.strip_prefix("chorus-").is_some_and(|short| !may.contains(&short));
            let impure = PURE.contains(&room) && IMPURE.contains(&name);
            if ours || impure || name == "chorus" {
                broken.push(format!("{room} reaches {name}"));
            }
        }
    }
    assert!(broken.is_empty(), "that breaks the wall (docs/architecture.md): {broken:#?}");
}

#[test]
fn every_package_has_its_place() {
    let metadata = metadata();
    let found: BTreeSet<&str> =
        metadata.workspace_packages().into_iter().map(|package| package.name.as_str()).collect();
    let listed: BTreeSet<&str> = MAY_REACH.iter().map(|(room, _)| *room).chain(["chorus"]).collect();
    assert_eq!(found, listed, "say in tests/wall.rs what a new package may reach");
}
