//! The wall between the rooms, read from `cargo metadata`: fails on any forbidden dependency, direct or not, of any kind.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};
use std::collections::{BTreeMap, BTreeSet};

/// Room, and what it must never reach.
const FORBIDDEN: &[(&str, &[&str])] = &[
    // Issuance knows people: nothing of answers.
    (
        "chorus-issuance",
        &[
            "chorus-collection",
            "chorus-seal",
            "chorus-sealed",
            "chorus-evidence",
            "chorus-evaluator",
        ],
    ),
    // Collection knows answers: nothing of people, and no staff.
    (
        "chorus-collection",
        &[
            "chorus-issuance",
            "chorus-accounts",
            "chorus-seal",
            "chorus-sealed",
            "chorus-evidence",
            "chorus-evaluator",
        ],
    ),
    // The seal is pure.
    ("chorus-seal", IMPURE),
    // The sealed table takes from the seal and gives to evidence.
    (
        "chorus-sealed",
        &[
            "chorus-issuance",
            "chorus-collection",
            "chorus-token",
            "chorus-accounts",
        ],
    ),
    // Evidence is pure, and sees the sealed table only.
    ("chorus-evidence", IMPURE),
    (
        "chorus-evaluator",
        &["chorus-issuance", "chorus-collection", "chorus-token"],
    ),
    // What everybody may use must know nobody.
    ("chorus-token", IMPURE),
    ("chorus-questionnaire", IMPURE),
    (
        "chorus-accounts",
        &[
            "chorus-issuance",
            "chorus-collection",
            "chorus-sealed",
            "chorus-token",
            "chorus-evidence",
        ],
    ),
    (
        "chorus-problem",
        &[
            "chorus-issuance",
            "chorus-collection",
            "chorus-sealed",
            "chorus-accounts",
            "chorus-database",
        ],
    ),
    (
        "chorus-database",
        &[
            "chorus-issuance",
            "chorus-collection",
            "chorus-sealed",
            "chorus-accounts",
        ],
    ),
    (
        "chorus-migrations",
        &[
            "chorus-issuance",
            "chorus-collection",
            "chorus-sealed",
            "chorus-accounts",
        ],
    ),
];

/// Pure rooms reach no other room, no database, no server, no runtime.
const IMPURE: &[&str] = &[
    "chorus-issuance",
    "chorus-collection",
    "chorus-sealed",
    "chorus-evaluator",
    "chorus-accounts",
    "chorus-database",
    "chorus-migrations",
    "chorus-problem",
    "sea-orm",
    "sqlx",
    "actix-web",
    "tokio",
    "ureq",
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .other_options(vec!["--offline".into(), "--locked".into()])
        .exec()
        .unwrap()
}

/// Everything that a package reaches: its own dependencies of every kind, and theirs without tests.
fn reached<'a>(metadata: &'a Metadata, start: &'a PackageId) -> BTreeSet<&'a str> {
    let nodes: BTreeMap<_, _> = metadata
        .resolve
        .as_ref()
        .unwrap()
        .nodes
        .iter()
        .map(|node| (&node.id, node))
        .collect();
    let names: BTreeMap<_, _> = metadata
        .packages
        .iter()
        .map(|package| (&package.id, package.name.as_str()))
        .collect();
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let runs = dependency
                .dep_kinds
                .iter()
                .any(|kind| kind.kind != DependencyKind::Development);
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
    for (room, forbidden) in FORBIDDEN {
        let package = metadata.packages.iter().find(|package| package.name.as_str() == *room);
        let package = package.unwrap_or_else(|| panic!("there is no package {room}"));
        let reached = reached(&metadata, &package.id);
        let broken: Vec<_> = forbidden.iter().filter(|name| reached.contains(**name)).collect();
        assert!(
            broken.is_empty(),
            "{room} reaches {broken:?}: that breaks the wall (docs/architecture.md)"
        );
    }
}

#[test]
fn every_package_of_the_workspace_stands_on_one_side() {
    let metadata = metadata();
    let named: BTreeSet<&str> = FORBIDDEN
        .iter()
        .map(|(room, _)| *room)
        .chain(["chorus", "chorus-web"])
        .collect();
    for package in metadata.workspace_packages() {
        assert!(
            named.contains(package.name.as_str()),
            "say in tests/wall.rs what {} must not reach",
            package.name
        );
    }
}
