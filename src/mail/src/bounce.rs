//! Reports of letters that could not be delivered (RFC 3464), and the tag by which one is recognised.
//!
//! A tag stands in the sender's address of one invitation: `bounces+TAG@…`. It is random, and nothing of the link can be worked
//! out from it. Whoever holds it can say that this letter did not arrive, and nothing else; it travels where the letter does.

use mail_parser::{HeaderName, HeaderValue, Message, MessageParser, MimeHeaders as _, PartType};
use rand::Rng as _;
use std::collections::BTreeSet;
use std::fmt;

/// What an invitation's bounces are recognised by: 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BounceTag(pub [u8; 16]);

impl BounceTag {
    /// A new one.
    pub fn generate() -> Self {
        let mut bytes = [0u8; 16];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The tag in an address `name+TAG@host`.
    fn in_address(address: &str) -> Option<Self> {
        let (_, tag) = address.rsplit_once('@')?.0.rsplit_once('+')?;
        hex::decode(tag).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for BounceTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// The tags of letters that this report says failed for good. `None` if it is no report of a mail server.
///
/// A delay is no failure, and what a person or a machine replies to a letter is no report.
pub fn failed_tags(report: &[u8]) -> Option<BTreeSet<BounceTag>> {
    let message = MessageParser::new().parse(report)?;
    let is_status = |kind: &mail_parser::ContentType<'_>| {
        kind.ctype().eq_ignore_ascii_case("message")
            && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("delivery-status"))
    };
    let status = message.parts.iter().find(|part| part.content_type().is_some_and(is_status))?;
    let status = match &status.body {
        PartType::Text(text) => text.to_string(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => return None,
    };
    let failed = status.lines().any(|line| {
        let (name, value) = line.split_once(':').unwrap_or_default();
        name.trim().eq_ignore_ascii_case("action") && value.trim().eq_ignore_ascii_case("failed")
    });
    if !failed {
        return Some(BTreeSet::new());
    }
    Some(recipients(&message).iter().filter_map(|address| BounceTag::in_address(address)).collect())
}

/// Whom the report was sent to: by its own words, and by those of the servers that delivered it.
fn recipients(message: &Message<'_>) -> Vec<String> {
    let named = message.to().into_iter().flat_map(|to| to.iter()).filter_map(|to| to.address()).map(str::to_owned);
    let delivered = message.headers().iter().filter(|header| {
        let name = match &header.name {
            HeaderName::Other(name) => name.to_string(),
            other => other.as_str().to_owned(),
        };
        ["delivered-to", "x-original-to", "envelope-to"].iter().any(|known| name.eq_ignore_ascii_case(known))
    });
    let delivered = delivered.filter_map(|header| match &header.value {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        HeaderValue::Address(address) => address.first().and_then(|first| first.address()).map(str::to_owned),
        _ => None,
    });
    named.chain(delivered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: BounceTag = BounceTag([0xab; 16]);

    fn report(to: &str, extra: &str, action: &str) -> String {
        format!(
            "Return-Path: <>\r\n{extra}From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\nTo: {to}\r\nSubject: \
             Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: \
             multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nAction: \
             failed, I am sorry to say.\r\n\r\n--B\r\nContent-Description: Delivery report\r\nContent-Type: \
             message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; \
             ana@example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such \
             user\r\n\r\n--B--\r\n"
        )
    }

    #[test]
    fn a_failure_names_its_letter() {
        let address = format!("bounces+{TAG}@example.org");
        let failed = |report: String| failed_tags(report.as_bytes());
        assert_eq!(failed(report(&address, "", "failed")), Some(BTreeSet::from([TAG])));
        let delivered = format!("Delivered-To: {address}\r\n");
        assert_eq!(failed(report("postmaster@example.org", &delivered, "failed")), Some(BTreeSet::from([TAG])));
        let original = format!("X-Original-To: <{address}>\r\n");
        assert_eq!(failed(report("postmaster@example.org", &original, "failed")), Some(BTreeSet::from([TAG])));
        assert_eq!(failed(report(&address, "", "delayed")), Some(BTreeSet::new()));
        assert_eq!(failed(report("bounces@example.org", "", "failed")), Some(BTreeSet::new()));
        assert_eq!(failed(report("bounces+zz@example.org", "", "failed")), Some(BTreeSet::new()));
    }

    #[test]
    fn what_is_no_report_names_nothing() {
        let reply = format!("To: bounces+{TAG}@example.org\r\nSubject: Away\r\n\r\nAction: failed\r\n");
        assert_eq!(failed_tags(reply.as_bytes()), None);
        assert_eq!(failed_tags(b""), None);
        assert_eq!(failed_tags(&[0xff; 300]), None);
    }
}
