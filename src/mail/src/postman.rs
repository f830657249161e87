//! Posting letters by SMTP, one after the other over one connection. It keeps nothing and logs nothing: who gets a letter is
//! known to the caller, the mail server and the person.

use crate::error::{Code, Step};
use crate::{BounceTag, MailError, WrittenLetter};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use std::time::Duration;

/// How long the mail server may take for a reply.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the connection to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte: port 465.
    Tls,
    /// After asking for it, or not at all: port 587.
    StartTls,
    /// Not: only for a server on the same machine.
    None,
}

/// Where letters are posted, and in whose name.
pub struct MailSettings {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// The sender, such as `Wellbeing survey <survey@example.org>`.
    pub from: String,
    /// Where reports of failed letters go; empty: to the sender, and nobody reads them here.
    pub bounces: String,
    /// Who signs in; empty: nobody does.
    pub user: String,
    /// With which password.
    pub password: String,
}

/// Who posts letters.
pub struct Postman {
    host: String,
    port: u16,
    tls: Tls,
    from: Mailbox,
    bounces: Option<Address>,
    credentials: Option<Credentials>,
    hello: ClientId,
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server has it.
    Taken,
    /// The mail server refuses it for good: the address is wrong.
    Refused,
    /// The mail server may take it later.
    Later,
}

/// Whether mail can be addressed to this: one address of ASCII characters.
pub fn is_address(text: &str) -> bool {
    // Others need a mail server that knows SMTPUTF8.
    text.is_ascii() && text.parse::<Address>().is_ok()
}

impl Postman {
    /// Checks the settings; connects to nothing.
    pub fn new(settings: MailSettings) -> Result<Self, MailError> {
        let wrong = |text: &str| MailError::Settings(text.to_owned());
        let from: Mailbox = settings.from.parse().map_err(|_| {
            wrong("mail.from: an address such as survey@example.org or Wellbeing survey <survey@example.org>")
        })?;
        let bounces = match settings.bounces.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| wrong("mail.bounces: an address such as bounces@example.org"))?),
        };
        if settings.tls == Tls::None && !["localhost", "127.0.0.1", "::1"].contains(&settings.host.as_str()) {
            return Err(wrong("mail.tls: links are secrets; `none` is for a mail server on the same machine only"));
        }
        if settings.user.is_empty() != settings.password.is_empty() {
            return Err(wrong("mail.user: set it together with CHORUS__MAIL__PASSWORD, or neither"));
        }
        let credentials = (!settings.user.is_empty()).then(|| Credentials::new(settings.user, settings.password));
        // Not this machine's name, which is nobody's business.
        let hello = ClientId::Domain(from.email.domain().to_owned());
        Ok(Self { host: settings.host, port: settings.port, tls: settings.tls, from, bounces, credentials, hello })
    }

    /// Whether reports of failed letters can be told apart.
    pub fn tags_bounces(&self) -> bool {
        self.bounces.is_some()
    }

    /// Connects to the mail server.
    pub async fn begin(&self) -> Result<Round<'_>, MailError> {
        let connecting = failed(Step::Connecting);
        let tls = || TlsParameters::new(self.host.clone());
        let wrapped = if self.tls == Tls::Tls { Some(tls().map_err(&connecting)?) } else { None };
        let address = (self.host.as_str(), self.port);
        let connection = AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &self.hello, wrapped, None).await;
        let mut connection = connection.map_err(&connecting)?;
        if self.tls == Tls::StartTls {
            connection.starttls(tls().map_err(&connecting)?, &self.hello).await.map_err(&connecting)?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await.map_err(failed(Step::SigningIn))?;
        }
        Ok(Round { postman: self, connection })
    }

    /// Whom a letter comes from on its way, and where a report about it goes.
    fn sender(&self, tag: Option<BounceTag>) -> Result<Address, MailError> {
        let Some(bounces) = &self.bounces else {
            return Ok(self.from.email.clone());
        };
        let Some(tag) = tag else {
            return Ok(bounces.clone());
        };
        Address::new(format!("{}+{tag}", bounces.user()), bounces.domain())
            .map_err(|_| MailError::Words("its sender is no address"))
    }

    fn message(&self, to: &Address, letter: &WrittenLetter) -> Result<Vec<u8>, MailError> {
        let broken = |_| MailError::Words("its head does not fit");
        let header =
            |name: &'static str, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        let part = |kind: ContentType, text: &str| SinglePart::builder().header(kind).body(text.to_owned());
        // A random id of our own: the library's would name this machine.
        let id = format!("<{}@{}>", BounceTag::generate(), self.from.email.domain());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(&letter.subject)
            .message_id(Some(id))
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
                    .singlepart(part(ContentType::TEXT_HTML, &letter.html)),
            )
            .map_err(broken)?;
        // RFC 3834: no machine should answer this one.
        message.headers_mut().insert_raw(header("Auto-Submitted", "auto-generated"));
        message.headers_mut().insert_raw(header("Content-Language", letter.language));
        Ok(message.formatted())
    }
}

/// One connection to the mail server, for any number of letters.
pub struct Round<'a> {
    postman: &'a Postman,
    connection: AsyncSmtpConnection,
}

impl Round<'_> {
    /// Posts one letter. With a tag, a report of its failure can be recognised. An error ends the round.
    pub async fn post(
        &mut self,
        to: &str,
        letter: &WrittenLetter,
        tag: Option<BounceTag>,
    ) -> Result<Outcome, MailError> {
        let Ok(to) = to.parse::<Address>() else {
            return Ok(Outcome::Refused);
        };
        let message = self.postman.message(&to, letter)?;
        let sender = Mail::new(Some(self.postman.sender(tag)?), Vec::new());
        self.connection.command(sender).await.map_err(failed(Step::Sender))?;
        let result = self.hand_over(to, &message).await;
        let Err(error) = result else {
            return Ok(Outcome::Taken);
        };
        let outcome = if error.is_permanent() {
            Outcome::Refused
        } else if error.is_transient() {
            Outcome::Later
        } else {
            return Err(failed(Step::Letter)(error));
        };
        self.connection.command(Rset).await.map_err(failed(Step::Letter))?;
        Ok(outcome)
    }

    async fn hand_over(&mut self, to: Address, message: &[u8]) -> Result<(), SmtpError> {
        self.connection.command(Rcpt::new(to, Vec::new())).await?;
        self.connection.command(Data).await?;
        self.connection.message(message).await?;
        Ok(())
    }

    /// Takes leave of the mail server. It has every letter that it took, whatever becomes of this.
    pub async fn end(mut self) {
        let _ = self.connection.quit().await;
    }
}

/// The failure of a step, without the server's words: they may name a person.
fn failed(step: Step) -> impl Fn(SmtpError) -> MailError {
    move |error| MailError::Server { step, code: Code(error.status().map(u16::from)) }
}
