//! One address, fetched within bounds.

use std::io::Read;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ureq::http::{HeaderMap, Response};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error, ResponseExt};

use crate::error::FetchError;
use crate::resolver::{Guard, Inner};

/// How to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the program calls itself to servers; robots.txt is read for the part before the slash.
    pub user_agent: String,
    /// Bytes of one answer, unpacked. 16 MiB.
    pub bytes: u64,
    /// Time for one address, redirects included. 30 seconds.
    pub time: Duration,
    /// Redirects that are followed. 5.
    pub redirects: u32,
    /// Whether private, loopback and link-local addresses may be asked. No.
    pub allow_private: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            user_agent: concat!("claimant/", env!("CARGO_PKG_VERSION")).to_owned(),
            bytes: 16 << 20,
            time: Duration::from_secs(30),
            redirects: 5,
            allow_private: false,
        }
    }
}

/// What a server said of a version of a page, to be sent back when asking whether there is a newer one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where the answer came from, after redirects.
    pub url: String,
    /// `Content-Type`.
    pub media_type: Option<String>,
    /// All headers, in order.
    pub headers: Vec<(String, String)>,
    /// What to send back next time.
    pub validators: Validators,
    /// The bytes, unpacked; none when nothing is newer than the validators that were sent.
    pub body: Option<Vec<u8>>,
}

/// Fetches addresses.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    settings: Settings,
}

impl Client {
    /// A client with these settings.
    pub fn new(settings: Settings) -> Client {
        let config = Agent::config_builder()
            .user_agent(settings.user_agent.as_str())
            .http_status_as_error(false)
            .max_redirects(settings.redirects)
            .timeout_global(Some(settings.time))
            // A proxy would resolve names itself, unchecked.
            .proxy(None)
            .build();
        let agent =
            Agent::with_parts(config, DefaultConnector::default(), Guard::new(settings.allow_private));
        Client { agent, settings }
    }

    /// How it fetches.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Fetches an address, unless nothing is newer than `validators`. robots.txt is not looked at here: that is for programs
    /// that come again by themselves ([`crate::poll`]), not for a person who names one page.
    pub fn fetch(&self, url: &str, validators: &Validators) -> Result<Answer, FetchError> {
        let mut request = self.agent.get(check(url)?);
        if let Some(etag) = &validators.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(last_modified) = &validators.last_modified {
            request = request.header("If-Modified-Since", last_modified);
        }
        let response = request.call().map_err(|error| fault(url, error))?;
        self.answer(url, validators, response)
    }

    fn answer(&self, url: &str, asked: &Validators, response: Response<Body>) -> Result<Answer, FetchError> {
        let (status, headers) = (response.status().as_u16(), response.headers());
        let mut answer = Answer {
            url: response.get_uri().to_string(),
            media_type: header(headers, "content-type"),
            validators: Validators {
                etag: header(headers, "etag"),
                last_modified: header(headers, "last-modified"),
            },
            headers: all(headers),
            body: None,
        };
        match status {
            200 => answer.body = Some(self.body(url, response)?),
            304 => answer.validators = asked.clone(),
            _ => {
                let retry_after = header(headers, "retry-after").and_then(|seconds| seconds.parse().ok());
                return Err(FetchError::Status { url: url.to_owned(), status, retry_after });
            }
        }
        Ok(answer)
    }

    fn body(&self, url: &str, response: Response<Body>) -> Result<Vec<u8>, FetchError> {
        let limit = self.settings.bytes;
        let mut bytes = Vec::new();
        let mut reader = response.into_body().into_reader().take(limit.saturating_add(1));
        reader.read_to_end(&mut bytes).map_err(|error| fault(url, Error::from(error)))?;
        if bytes.len() as u64 > limit {
            Err(FetchError::TooLong { url: url.to_owned(), limit })
        } else {
            Ok(bytes)
        }
    }
}

/// Lets only addresses of the web through.
fn check(url: &str) -> Result<&str, FetchError> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => Ok(url),
        _ => Err(FetchError::NotAnAddress(url.to_owned())),
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).trim().to_owned())
}

fn all(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect()
}

fn fault(url: &str, error: Error) -> FetchError {
    let url = url.to_owned();
    match error {
        Error::Timeout(_) => FetchError::TooSlow(url),
        Error::BadUri(_) | Error::Http(_) => FetchError::NotAnAddress(url),
        Error::Other(other) => match other.downcast::<Inner>() {
            Ok(inner) => FetchError::Private { url, what: inner.to_string() },
            Err(other) => FetchError::Unreachable { url, what: other.to_string() },
        },
        other => FetchError::Unreachable { url, what: other.to_string() },
    }
}
