//! Reports that mail servers really wrote.

use chorus_mail::failed_tags;

/// Postfix 3.7 wrote this about a letter of Chorus to nobody, and handed it to a command (so it begins with a line of mbox). The
/// letter that it repeats is cut off after its head.
#[test]
fn a_report_of_postfix_names_its_letter() {
    let tags: Vec<String> =
        failed_tags(include_bytes!("reports/postfix.eml")).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(tags, ["375a04a12aa9c5112b01017a1e4b8743"]);
}
