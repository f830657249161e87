//! The OpenAPI document: complete, unambiguous, and browsable.

use crate::support::{Reply, Service};
use chorus::respondent::agent;
use std::collections::BTreeSet;

const ROUTES: &[(&str, &str)] = &[
    ("/api/v1/sessions", "post"),
    ("/api/v1/sessions", "delete"),
    ("/api/v1/welcome", "get"),
    ("/api/v1/welcome", "post"),
    ("/api/v1/me", "get"),
    ("/api/v1/me/password", "put"),
    ("/api/v1/programmes/{programme}/document", "get"),
    ("/api/v1/programmes/{programme}", "put"),
    ("/api/v1/programmes/{programme}", "delete"),
    ("/api/v1/waves/{wave}", "delete"),
    ("/api/v1/me/totp", "post"),
    ("/api/v1/me/totp", "put"),
    ("/api/v1/openid", "get"),
    ("/api/v1/openid/start", "get"),
    ("/api/v1/openid/callback", "get"),
    ("/api/v1/me/keys", "get"),
    ("/api/v1/me/keys", "post"),
    ("/api/v1/me/keys/{id}", "delete"),
    ("/api/v1/accounts", "get"),
    ("/api/v1/accounts", "post"),
    ("/api/v1/accounts/{name}", "delete"),
    ("/api/v1/accounts/{name}/roles", "put"),
    ("/api/v1/accounts/{name}/link", "post"),
    ("/api/v1/audit", "get"),
    ("/api/v1/programmes", "get"),
    ("/api/v1/programmes", "post"),
    ("/api/v1/programmes/{programme}/waves", "post"),
    ("/api/v1/programmes/{programme}/panel/end", "post"),
    ("/api/v1/library", "get"),
    ("/api/v1/library/{instrument}", "get"),
    ("/api/v1/waves/{wave}", "get"),
    ("/api/v1/waves/{wave}/ledger", "get"),
    ("/api/v1/waves/{wave}/ledger/tokens", "get"),
    ("/api/v1/waves/{wave}/groups", "get"),
    ("/api/v1/waves/{wave}/checks", "get"),
    ("/api/v1/waves/{wave}/open", "post"),
    ("/api/v1/waves/{wave}/close", "post"),
    ("/api/v1/waves/{wave}/invitations", "post"),
    ("/api/v1/waves/{wave}/mail", "get"),
    ("/api/v1/waves/{wave}/mail/failures", "get"),
    ("/api/v1/waves/{wave}/reminders", "put"),
    ("/api/v1/mail/bounces", "post"),
    ("/api/v1/codes", "post"),
    ("/api/v1/waves/{wave}/token-request", "post"),
    ("/api/v1/waves/{wave}/responses", "post"),
    ("/api/v1/waves/{wave}/results", "get"),
    ("/api/v1/waves/{wave}/panel", "get"),
    ("/api/v1/results", "get"),
    ("/api/v1/waves/{wave}/gaps", "get"),
    ("/api/v1/waves/{wave}/reliability", "get"),
    ("/api/v1/programmes/{programme}/change", "get"),
    ("/api/v1/programmes/{programme}/gap-change", "get"),
    ("/api/v1/programmes/{programme}/effect", "get"),
    ("/api/v1/programmes/{programme}/report", "get"),
    ("/api/v1/programmes/{programme}/trajectory", "get"),
    ("/api/v1/detectable-effect", "get"),
    ("/api/v1/programmes/{programme}/indicators", "get"),
    ("/api/v1/programmes/{programme}/indicators/{series}", "get"),
    ("/api/v1/programmes/{programme}/indicators/{series}", "put"),
    ("/api/v1/programmes/{programme}/headcounts", "get"),
    ("/api/v1/programmes/{programme}/headcounts", "put"),
    ("/api/v1/programmes/{programme}/delivery", "get"),
    ("/api/v1/programmes/{programme}/delivery", "put"),
    ("/api/v1/waves/{wave}/response-rates", "get"),
    ("/api/v1/waves/{wave}/participation", "get"),
    ("/api/v1/programmes/{programme}/findings", "get"),
    ("/api/v1/programmes/{programme}/findings", "put"),
    ("/api/v1/findings/{programme}", "get"),
    ("/api/v1/waves/{wave}/context", "get"),
    ("/api/v1/questionnaires/convert", "post"),
];

const SCHEMAS: &[&str] = &[
    "Account",
    "AccountList",
    "AccountWithLink",
    "ArmEffect",
    "Attribute",
    "AttributeParticipation",
    "AttributeValue",
    "AttributeValues",
    "AuditEntry",
    "AuditPage",
    "BroughtIn",
    "Cell",
    "CellSide",
    "Change",
    "ChangeCell",
    "ChangedMeasure",
    "Checks",
    "ChoiceOption",
    "Claim",
    "Closed",
    "CodeBody",
    "CodeLeadsTo",
    "CommonGroups",
    "Condition",
    "Converted",
    "CutOff",
    "Day",
    "Declaration",
    "Delivered",
    "DeliveryAnswer",
    "Design",
    "DetectableEffect",
    "Erased",
    "Exchange",
    "Favourable",
    "FieldError",
    "Findings",
    "FindingsAccess",
    "FindingsBody",
    "FindingsEntry",
    "FindingsKept",
    "GapChange",
    "Gaps",
    "GroupContext",
    "GroupGap",
    "GroupIndicator",
    "GroupParticipation",
    "Hash",
    "HeadcountCell",
    "HeadcountsAnswer",
    "Help",
    "InboxRetention",
    "IndicatorAnswer",
    "IndicatorCell",
    "IndicatorSummary",
    "Instrument",
    "InstrumentLicence",
    "InstrumentMeta",
    "InstrumentSource",
    "InstrumentStatus",
    "Instruments",
    "InvitationRetention",
    "Invited",
    "Item",
    "ItemKind",
    "Key",
    "KeyName",
    "Keys",
    "Kind",
    "Ledger",
    "LedgerStatus",
    "Level",
    "MailStatus",
    "Manifest",
    "ManifestProgramme",
    "MatrixRow",
    "MeanChange",
    "Measure",
    "MeasureEffect",
    "MeasureKind",
    "MissingTranslation",
    "NewAccount",
    "NewKey",
    "NewPassword",
    "NewRoles",
    "NewSecret",
    "NumberRange",
    "OpenId",
    "Opened",
    "OptionChange",
    "OptionCount",
    "Outlook",
    "PairedChange",
    "PanelStatus",
    "Participation",
    "Problem",
    "ProgrammeDocument",
    "ProgrammeEffect",
    "ProgrammeGapChange",
    "ProgrammeIndicators",
    "ProgrammeSummary",
    "Programmes",
    "PseudonymRetention",
    "PublicWave",
    "PublishedWaveSummary",
    "PublishedWaves",
    "Questionnaire",
    "ReceiptBody",
    "Reliability",
    "ReliabilityCell",
    "Remark",
    "RemindWhom",
    "Response",
    "ResponseRate",
    "ResponseRates",
    "Results",
    "Retention",
    "Role",
    "Roles",
    "Rollout",
    "RosterFault",
    "RosterGroup",
    "RosterPreview",
    "Scale",
    "ScaleItem",
    "ScaleScore",
    "Schedule",
    "ScoreBand",
    "ScoreBounds",
    "ScoringRecipe",
    "SealMethod",
    "SealRule",
    "SealedRetention",
    "SecondFactor",
    "Series",
    "Session",
    "Shift",
    "ShownFindings",
    "SignIn",
    "Signature",
    "Status",
    "Study",
    "StudyDesign",
    "StudyEffects",
    "StudyWave",
    "Tested",
    "Text",
    "Threshold",
    "Together",
    "Trajectory",
    "TrajectoryWave",
    "TreeHead",
    "WaveChange",
    "WaveContext",
    "WaveDocument",
    "WaveGaps",
    "WavePanel",
    "WaveReliability",
    "WaveResults",
    "WaveSide",
    "WaveState",
    "WaveSummary",
    "WaveUse",
    "WeightedMean",
    "Welcome",
    "WelcomeLink",
];

#[test]
fn every_route_is_described_with_its_errors() {
    let service = Service::start();
    let document = Reply::from(agent().get(format!("{}/api/openapi.json", service.url)).call().unwrap()).ok(200);
    assert_eq!(document["openapi"], "3.1.0");
    let mut operations = BTreeSet::new();
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.insert((path.as_str(), method.as_str()));
            let id = operation["operationId"].as_str().unwrap();
            assert!(operations.insert(id), "two operations are called {id}");
            let replies = operation["responses"].as_object().unwrap();
            let errors: Vec<_> = replies.iter().filter(|(status, _)| status.starts_with(['4', '5'])).collect();
            let names = |digit| errors.iter().any(|(status, _)| status.starts_with(digit));
            assert!(names('4') && names('5'), "{method} {path} does not name its errors");
            for (status, reply) in errors {
                let media =
                    reply["content"].as_object().unwrap_or_else(|| panic!("{method} {path} {status} has no body"));
                assert!(media.contains_key("application/problem+json"), "{method} {path} {status}");
            }
            assert!(
                operation["tags"].is_array() && operation["summary"].is_string()
                    || operation["description"].is_string()
            );
        }
    }
    let expected: BTreeSet<_> = ROUTES.iter().copied().collect();
    assert_eq!(found, expected);
    // Two types of one name would be merged in silence: a new name here is a decision.
    let schemas: Vec<&str> =
        document["components"]["schemas"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(schemas, SCHEMAS);
    let schemes = document["components"]["securitySchemes"].as_object().unwrap();
    assert!(["api_key", "invitation", "private_token"].iter().all(|name| schemes.contains_key(*name)));
}

#[test]
fn the_documentation_can_be_browsed_without_third_parties() {
    let service = Service::start();
    let get = |path: &str| Reply::from(agent().get(format!("{}{path}", service.url)).call().unwrap());
    for (path, media_type) in
        [("/api/docs/", "text/html"), ("/api/docs", "text/html"), ("/api/docs/swagger-initializer.js", "javascript")]
    {
        let reply = get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.media_type.contains(media_type), "{path}: {}", reply.media_type);
        assert!(!reply.text().contains("https://unpkg.com") && !reply.text().contains("//cdn."), "{path}");
    }
}

#[test]
fn unknown_addresses_are_problems_and_every_reply_is_guarded() {
    let service = Service::start();
    let get = |path: &str| Reply::from(agent().get(format!("{}{path}", service.url)).call().unwrap());
    for path in
        ["/nothing", "/api/v1/nothing", "/api/v1/waves/x/y/z", "/assets/../Cargo.toml", "/assets/%2e%2e%2fCargo.toml"]
    {
        let reply = get(path);
        reply.assert_problem(404, "not-found");
        let header =
            |name: &str| reply.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap();
        assert!(
            header("content-security-policy").starts_with("default-src 'none'; script-src 'self'; style-src 'self';")
        );
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cache-control"), "no-store");
        assert!(!reply.headers.iter().any(|(name, _)| name == "set-cookie" || name.contains("request-id")));
    }
}
