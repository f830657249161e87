//! The way to the mail server: encrypted, to the right one, by who may.

use super::{mail, status, until};
use crate::support::{Mailbox, Organiser, Service};
use std::time::{Duration, Instant};

#[test]
fn letters_are_posted_only_where_the_mail_server_is_the_right_one() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = certificate(folder.path());
    let mailbox = Mailbox::start_with(&["chorus", "right horse", &certificate, &key]);
    let secured = |password: &str, trusted: &str| {
        let service = Service::with_mail(
            &mailbox,
            &[
                ("CHORUS__MAIL__HOST", "localhost"),
                ("CHORUS__MAIL__TLS", "starttls"),
                ("CHORUS__MAIL__USER", "chorus"),
                ("CHORUS__MAIL__PASSWORD", password),
                ("SSL_CERT_FILE", trusted),
            ],
        );
        let organiser = Organiser::of(&service);
        let wave = organiser.open_wave();
        mail(&organiser, wave, "contact\nana@example.org\n");
        (service, organiser, wave)
    };
    let (service, organiser, wave) = secured("right horse", &certificate);
    assert!(mailbox.next().secure);
    until(&organiser, wave, "waiting", 0);
    drop(service);

    for (password, trusted, step) in
        [("wrong horse", certificate.as_str(), "signing in"), ("right horse", "/dev/null", "connecting")]
    {
        let (service, organiser, wave) = secured(password, trusted);
        let deadline = Instant::now() + Duration::from_secs(60);
        while !service.log().contains(step) {
            assert!(Instant::now() < deadline, "{step}: {}", service.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        let counts = status(&organiser, wave);
        assert_eq!((&counts["waiting"], &counts["failed"]), (&1.into(), &0.into()), "the address is not at fault");
        assert!(!service.log().contains("horse") && !service.log().contains("example.org"));
    }
    mailbox.assert_empty();
}

/// A certificate for `localhost` that signs itself, and its key: their files.
fn certificate(folder: &std::path::Path) -> (String, String) {
    use openssl::asn1::Asn1Time;
    use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
    use openssl::x509::{X509, X509Name};
    let rsa = openssl::rsa::Rsa::generate(2048).unwrap();
    let key = openssl::pkey::PKey::from_rsa(rsa).unwrap();
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(2).unwrap()).unwrap();
    builder.append_extension(BasicConstraints::new().ca().build().unwrap()).unwrap();
    let names = SubjectAlternativeName::new().dns("localhost").build(&builder.x509v3_context(None, None)).unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, openssl::hash::MessageDigest::sha256()).unwrap();
    let write = |name: &str, bytes: Vec<u8>| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    (
        write("certificate.pem", builder.build().to_pem().unwrap()),
        write("key.pem", key.private_key_to_pem_pkcs8().unwrap()),
    )
}
