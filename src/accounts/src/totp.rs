//! One-time codes as a second factor (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, one step either way), as every authenticator
//! app knows them. It knows no account but by the name that the app shows.

use crate::AccountError;
use fast_qr::ECL;
use fast_qr::QRBuilder;
use fast_qr::convert::svg::SvgBuilder;
use totp_rs::{Builder, Secret, Totp};

/// RFC 4226, section 4, R6: at least 128 bits, 160 recommended.
const BYTES: usize = 20;
/// What the app calls the service.
const SERVICE: &str = "Chorus";

/// The shared secret of an account and its owner's app.
pub(crate) struct SharedSecret(Secret);

impl SharedSecret {
    pub(crate) fn generate() -> Self {
        Self(Secret::generate())
    }

    /// From the 32 letters and digits (Base32, RFC 4648) that the owner's app was given.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Secret::try_from_base32(text).ok().filter(|secret| secret.as_ref().len() == BYTES).map(Self)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (bytes.len() == BYTES).then(|| Self(Secret::from(bytes)))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    pub(crate) fn text(&self) -> String {
        self.0.to_base32()
    }

    fn totp(&self, account: &str) -> Result<Totp, AccountError> {
        let builder = Builder::new().with_secret(self.0.clone()).with_issuer(Some(SERVICE)).with_account_name(account);
        builder.build().map_err(|_| AccountError::Corrupt)
    }

    /// What an app reads: `otpauth://totp/…`, and the same as a QR code in SVG.
    pub(crate) fn for_app(&self, account: &str) -> Result<(String, String), AccountError> {
        let uri = self.totp(account)?.to_url().map_err(|_| AccountError::Corrupt)?;
        let code = QRBuilder::new(uri.as_str()).ecl(ECL::M).build().map_err(|_| AccountError::Corrupt)?;
        Ok((uri, SvgBuilder::default().to_str(&code)))
    }

    /// The step whose code this is, if it is one of now, of the step before or of the one after: clocks differ.
    pub(crate) fn step(&self, code: &str, now: i64) -> Result<Option<i64>, AccountError> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let found = self.totp("")?.check(&code, u64::try_from(now).unwrap_or(0));
        Ok(found.and_then(|step| i64::try_from(step).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1, of which six digits are the last six of eight.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let secret = SharedSecret::from_bytes(b"12345678901234567890").unwrap_or_else(|| panic!("20 bytes"));
        let step = |code: &str, now: i64| secret.step(code, now).unwrap_or_else(|error| panic!("{error}"));
        for (now, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step(code, now), Some(now / 30), "{code}");
            assert_eq!(step(&format!("{} {}", &code[..3], &code[3..]), now + 30), Some(now / 30), "the one before");
            assert_eq!(step(code, now + 60), None, "too late");
            assert!(now < 60 || step(code, now - 60).is_none(), "too early");
        }
        for wrong in ["", "28708", "2870820", "28708x", "٢٨٧٠٨٢"] {
            assert_eq!(step(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn secrets_travel_as_base32_of_160_bits() {
        let secret = SharedSecret::generate();
        let again = SharedSecret::parse(&secret.text()).unwrap_or_else(|| panic!("{}", secret.text()));
        assert_eq!(again.bytes(), secret.bytes());
        let (uri, svg) = secret.for_app("ana@example.org").unwrap_or_else(|error| panic!("{error}"));
        assert!(uri.starts_with("otpauth://totp/Chorus:ana%40example.org?secret="), "{uri}");
        assert!(uri.contains(&secret.text()) && svg.starts_with("<svg"), "{svg}");
        for short in ["", "AAAA", "1", &"A".repeat(16), &"A".repeat(40)] {
            assert!(SharedSecret::parse(short).is_none(), "{short}");
        }
    }
}
