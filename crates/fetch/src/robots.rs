//! robots.txt (RFC 9309): where programs are asked to stay away.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use texting_robots::Robot;

use crate::client::{Client, Validators};
use crate::error::FetchError;

/// What the robots.txt of a host says, and since when that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robots {
    /// The text; empty where there is none, which allows everything.
    pub text: String,
    /// When it was fetched, in seconds since 1970.
    pub fetched: u64,
    /// Whether the server failed to say, which forbids everything for the time being (RFC 9309, 2.3.1.4).
    #[serde(default)]
    pub unreachable: bool,
}

/// Bytes of robots.txt that are looked at (RFC 9309, 2.5).
const LONGEST: usize = 500 << 10;
/// Rules with a `$` that are read as they are. Each is a regular expression, of up to 42 KiB and half a millisecond.
const MOST_PATTERNS: usize = 500;
/// Seconds it is believed (RFC 9309, 2.4).
const DAY: u64 = 24 * 60 * 60;
/// Seconds after which a server that failed is asked again.
const HOUR: u64 = 60 * 60;

impl Robots {
    /// Asks the host of `url`.
    pub(crate) fn fetch(client: &Client, url: &str, now: u64) -> Robots {
        let known = |text: String| Robots { text, fetched: now, unreachable: false };
        let Some(origin) = origin(url) else { return known(String::new()) };
        match client.fetch(&format!("{origin}/robots.txt"), &Validators::default()) {
            Ok(answer) => {
                let body = answer.body.unwrap_or_default();
                known(String::from_utf8_lossy(&body[..body.len().min(LONGEST)]).into_owned())
            }
            Err(FetchError::Status { status: 400..=428 | 430..500, .. }) => known(String::new()),
            Err(_) => Robots { text: String::new(), fetched: now, unreachable: true },
        }
    }

    /// Whether it has to be asked for again.
    pub fn is_stale(&self, now: u64) -> bool {
        now >= self.fetched.saturating_add(if self.unreachable { HOUR } else { DAY })
    }

    /// Whether a program of this name may fetch `url`.
    pub fn allows(&self, user_agent: &str, url: &str) -> bool {
        !self.unreachable && self.rules(user_agent).is_none_or(|rules| rules.allowed(url))
    }

    /// Seconds it wants between two requests.
    pub fn delay(&self, user_agent: &str) -> Option<u64> {
        let delay = self.rules(user_agent)?.delay?;
        // A delay of days is a mistake or a joke.
        Some(delay.clamp(0.0, HOUR as f32).ceil() as u64)
    }

    fn rules(&self, user_agent: &str) -> Option<Robot> {
        let name = user_agent.split(['/', ' ']).next().unwrap_or(user_agent);
        Robot::new(name, bounded(&self.text).as_bytes()).ok()
    }
}

/// The text with the patterns that are too many made simple, so that more is forbidden and nothing more is allowed.
fn bounded(text: &str) -> Cow<'_, str> {
    if text.lines().filter(|line| line.contains('$')).count() <= MOST_PATTERNS {
        return Cow::Borrowed(text);
    }
    let mut patterns = 0;
    let lines = text.split_inclusive(['\n', '\r']).map(|line| {
        patterns += usize::from(line.contains('$'));
        if patterns > MOST_PATTERNS && line.contains('$') { simple(line) } else { Cow::Borrowed(line) }
    });
    Cow::Owned(lines.collect())
}

/// What is forbidden up to its first sign, and nothing of what is allowed.
fn simple(line: &str) -> Cow<'_, str> {
    let Some((word, rest)) = line.split_once(':') else { return Cow::Borrowed("\n") };
    if !word.trim().eq_ignore_ascii_case("disallow") {
        return Cow::Borrowed("\n");
    }
    let start = rest.trim_start().split(['*', '$']).next().unwrap_or_default();
    Cow::Owned(format!("Disallow: {}\n", if start.is_empty() { "/" } else { start }))
}

/// The scheme and host of an address, with its port.
pub(crate) fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    (end > start).then_some(&url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_for_programs_by_name() {
        let text = "User-agent: claimant\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n";
        let robots = Robots { text: text.to_owned(), fetched: 100, unreachable: false };
        assert!(robots.allows("claimant/0.1", "https://a.example/feed"));
        assert!(!robots.allows("claimant/0.1", "https://a.example/private/feed"));
        assert!(!robots.allows("other", "https://a.example/feed"));
        assert_eq!(robots.delay("claimant/0.1"), Some(7));
        assert!(!robots.is_stale(100 + DAY - 1) && robots.is_stale(100 + DAY));
    }

    #[test]
    fn a_server_that_fails_is_left_alone_for_an_hour() {
        let robots = Robots { text: String::new(), fetched: 0, unreachable: true };
        assert!(!robots.allows("claimant", "https://a.example/"));
        assert!(robots.is_stale(HOUR));
    }

    /// Found by fuzzing: twenty thousand regular expressions took minutes and most of a gigabyte.
    #[test]
    fn a_host_with_very_many_patterns_is_answered_at_once() {
        let rule = |word: &str, at: usize| format!("{word}: /p{at}*x{at}*y$\n");
        let many: String = (0..20_000).map(|at| rule("Disallow", at) + &rule("Allow", at + 20_000)).collect();
        let text = format!("User-agent: *\n{many}Disallow: $\r");
        let robots = Robots { text: text.replacen("Disallow: $", "", 1), fetched: 0, unreachable: false };
        let started = std::time::Instant::now();
        assert!(robots.allows("claimant", "https://a.example/news"));
        assert!(robots.allows("claimant", "https://a.example/p3x3"), "one of the first, as it is written");
        assert!(!robots.allows("claimant", "https://a.example/p19999x"), "one of the last, cut short");
        assert!(started.elapsed().as_secs() < 20);
        let all = Robots { text, fetched: 0, unreachable: false };
        assert!(!all.allows("claimant", "https://a.example/news"), "a pattern of nothing but a sign");
    }

    #[test]
    fn origins_keep_the_port() {
        assert_eq!(origin("http://a.example:81/x?y"), Some("http://a.example:81"));
        assert_eq!(origin("https://a.example"), Some("https://a.example"));
        assert_eq!(origin("a.example"), None);
    }
}
