//! `/health/live`, `/health/ready`, `chorus health`, and what replies say about the way that they came.

use crate::support::{Reply, Service, chorus};
use chorus::respondent::agent;

#[test]
fn a_supervisor_is_told_whether_the_service_is_well() {
    let service = Service::start();
    for path in ["live", "ready"] {
        let reply = Reply::from(agent().get(format!("{}/health/{path}", service.url)).call().unwrap());
        assert_eq!((reply.status, reply.text().as_str()), (200, "ok\n"), "{path}");
    }
    let address = service.url.strip_prefix("http://").unwrap().to_owned();
    let ask = || chorus(&["health", "--listen", &address]).output().unwrap();
    assert!(ask().status.success());
    drop(service.stop());
    let refused = ask();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains(&format!("http://{address}/health/ready")), "{said}");
}

#[test]
fn browsers_are_told_to_keep_to_tls_where_there_is_some() {
    let header = |service: &Service| {
        let reply = Reply::from(agent().get(&service.url).call().unwrap());
        reply.headers.into_iter().find(|(name, _)| name == "strict-transport-security").map(|(_, value)| value)
    };
    assert_eq!(header(&Service::start()), None);
    let behind_a_proxy = Service::start_with(&[("CHORUS__PUBLIC_URL", "https://survey.example.org")]);
    assert_eq!(header(&behind_a_proxy).as_deref(), Some("max-age=63072000"));
}
