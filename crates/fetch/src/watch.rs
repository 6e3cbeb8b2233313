//! Which feed to poll when: plain data, and pure functions of it and of a clock that is handed in.
//!
//! All times are seconds since 1970 in UTC; all spans are seconds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::client::Validators;
use crate::robots::{Robots, origin};

/// A watch over feeds. The caller keeps it (it is serde) and so it survives a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// How often to ask.
    #[serde(default)]
    pub pace: Pace,
    /// The feeds by address.
    #[serde(default)]
    pub feeds: BTreeMap<String, Feed>,
    /// What is known of hosts, by scheme and name.
    #[serde(default)]
    pub hosts: BTreeMap<String, Host>,
}

/// How often to ask, in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Between two polls of a feed. 15 minutes.
    pub interval: u64,
    /// Between two requests to a host, unless its robots.txt asks for more. 10 seconds.
    pub host_interval: u64,
    /// The longest wait after failures. 1 day.
    pub longest: u64,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace { interval: 15 * 60, host_interval: 10, longest: 24 * 60 * 60 }
    }
}

/// A feed that is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// When to poll it next.
    #[serde(default)]
    pub next: u64,
    /// What the server said of the version that was seen last.
    #[serde(default)]
    pub validators: Validators,
    /// How often it failed since it last did not.
    #[serde(default)]
    pub failures: u32,
    /// What went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// Whether the server said that the feed is gone for good; it is not asked for any more.
    #[serde(default)]
    pub gone: bool,
}

/// A host that was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// When it may be asked next.
    #[serde(default)]
    pub next: u64,
    /// What its robots.txt says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots: Option<Robots>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// Poll this feed now.
    Poll(String),
    /// Wait until this time.
    Until(u64),
    /// There is nothing to watch.
    Nothing,
}

/// How a poll went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There was an answer; these validators belong to it.
    Answered(Validators),
    /// It failed; the server may have asked for a wait.
    Failed {
        /// What went wrong.
        error: String,
        /// Seconds to wait, as the server asks.
        retry_after: Option<u64>,
    },
    /// The feed is gone for good.
    Gone,
}

impl Watch {
    /// Watches a feed, from now on; one that is watched already stays as it is.
    pub fn add(&mut self, url: &str) {
        self.feeds.entry(url.to_owned()).or_default();
    }

    /// What is to be done at this time: the feed that has waited longest, if its host may be asked.
    pub fn due(&self, now: u64) -> Due {
        let live = self.feeds.iter().filter(|(_, feed)| !feed.gone);
        let soonest = live.map(|(url, feed)| (feed.next.max(self.host_next(url)), feed.next, url)).min();
        match soonest {
            None => Due::Nothing,
            Some((ready, _, url)) if ready <= now => Due::Poll(url.clone()),
            Some((ready, ..)) => Due::Until(ready),
        }
    }

    fn host_next(&self, url: &str) -> u64 {
        origin(url).and_then(|origin| self.hosts.get(origin)).map_or(0, |host| host.next)
    }

    /// Notes that the host of `url` is asked now, so that it is left alone for a while.
    pub fn ask_host(&mut self, url: &str, now: u64, user_agent: &str) {
        let pace = self.pace.host_interval;
        if let Some(origin) = origin(url) {
            let host = self.hosts.entry(origin.to_owned()).or_default();
            let asked = host.robots.as_ref().and_then(|robots| robots.delay(user_agent)).unwrap_or(0);
            host.next = now.saturating_add(pace.max(asked));
        }
    }

    /// The robots.txt of the host of `url`, if it is known and fresh.
    pub fn robots(&self, url: &str, now: u64) -> Option<&Robots> {
        let host = self.hosts.get(origin(url)?)?;
        host.robots.as_ref().filter(|robots| !robots.is_stale(now))
    }

    /// Keeps the robots.txt of the host of `url`.
    pub fn keep_robots(&mut self, url: &str, robots: Robots) {
        if let Some(origin) = origin(url) {
            self.hosts.entry(origin.to_owned()).or_default().robots = Some(robots);
        }
    }

    /// Notes how a poll went, and when to poll next: after a failure twice as late as after the one before, and not before
    /// the server wants it.
    pub fn note(&mut self, url: &str, now: u64, outcome: Outcome) {
        let pace = self.pace.clone();
        let Some(feed) = self.feeds.get_mut(url) else { return };
        match outcome {
            Outcome::Answered(validators) => {
                *feed = Feed { next: now.saturating_add(pace.interval), validators, ..Feed::default() };
            }
            Outcome::Failed { error, retry_after } => {
                let doubled = pace.interval.saturating_mul(1 << feed.failures.min(20)).min(pace.longest);
                let wait = doubled.max(retry_after.unwrap_or(0).min(pace.longest));
                feed.failures = feed.failures.saturating_add(1);
                feed.next = now.saturating_add(wait);
                feed.last_error = Some(error);
            }
            Outcome::Gone => feed.gone = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "https://a.example/feed";
    const A2: &str = "https://a.example/other";
    const B: &str = "https://b.example/feed";

    fn failed(retry_after: Option<u64>) -> Outcome {
        Outcome::Failed { error: "x".into(), retry_after }
    }

    #[test]
    fn a_host_is_not_asked_twice_in_a_row() {
        let mut watch = Watch::default();
        for url in [A, A2, B] {
            watch.add(url);
        }
        assert_eq!(watch.due(1000), Due::Poll(A.into()));
        watch.ask_host(A, 1000, "claimant");
        watch.note(A, 1000, Outcome::Answered(Validators::default()));
        assert_eq!(watch.due(1000), Due::Poll(B.into()));
        watch.note(B, 1000, Outcome::Answered(Validators::default()));
        assert_eq!(watch.due(1000), Due::Until(1010));
        assert_eq!(watch.due(1010), Due::Poll(A2.into()));
    }

    #[test]
    fn failures_are_waited_out_longer_and_longer() {
        let mut watch = Watch::default();
        watch.add(A);
        let mut waits = Vec::new();
        for _ in 0..9 {
            watch.note(A, 0, failed(None));
            waits.push(watch.feeds[A].next / 60);
        }
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
        watch.note(A, 0, Outcome::Answered(Validators::default()));
        assert_eq!((watch.feeds[A].next, watch.feeds[A].failures), (900, 0));
        watch.note(A, 0, failed(Some(5000)));
        assert_eq!(watch.feeds[A].next, 5000);
    }

    #[test]
    fn what_is_gone_is_left_alone() {
        let mut watch = Watch::default();
        assert_eq!(watch.due(0), Due::Nothing);
        watch.add(A);
        watch.note(A, 0, Outcome::Gone);
        assert_eq!(watch.due(1 << 40), Due::Nothing);
    }

    #[test]
    fn the_state_survives_a_restart() {
        let mut watch = Watch::default();
        watch.add(A);
        watch.ask_host(A, 7, "claimant");
        watch.keep_robots(A, Robots { text: "User-agent: *".into(), fetched: 7, unreachable: false });
        let validators = Validators { etag: Some("\"1\"".into()), last_modified: None };
        watch.note(A, 7, Outcome::Answered(validators));
        let kept = serde_json::to_string(&watch).unwrap();
        assert_eq!(serde_json::from_str::<Watch>(&kept).unwrap(), watch);
    }
}
