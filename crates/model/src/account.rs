//! One report's account of one happening: what linking puts together.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EventId, ReportId};

/// An event of one report's reading. Printed, and written in JSON, as `REPORT#EVENT`, such as `r17#e1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct AccountId {
    /// The report.
    pub report: ReportId,
    /// The event's id in the report's reading, without `#`.
    pub event: EventId,
}

/// A text that is no account's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAccountId(String);

impl AccountId {
    /// The account that this report gives of this event of its reading.
    pub fn new(report: ReportId, event: EventId) -> AccountId {
        AccountId { report, event }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.report, self.event)
    }
}

impl FromStr for AccountId {
    type Err = NoAccountId;

    /// Splits at the last `#`: the report's id may hold others.
    fn from_str(text: &str) -> Result<AccountId, NoAccountId> {
        match text.rsplit_once('#') {
            Some((report, event)) if !report.is_empty() && !event.is_empty() => {
                Ok(AccountId::new(ReportId::new(report), EventId::new(event)))
            }
            _ => Err(NoAccountId(text.to_owned())),
        }
    }
}

impl TryFrom<String> for AccountId {
    type Error = NoAccountId;

    fn try_from(text: String) -> Result<AccountId, NoAccountId> {
        text.parse()
    }
}

impl From<AccountId> for String {
    fn from(id: AccountId) -> String {
        id.to_string()
    }
}

impl fmt::Display for NoAccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no account: write the report's id, # and the event's id, such as r17#e1", self.0)
    }
}

impl std::error::Error for NoAccountId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        let id: AccountId = "https://example.org/a#b#e12".parse().unwrap();
        assert_eq!(id.report.as_str(), "https://example.org/a#b");
        assert_eq!(id.event.as_str(), "e12");
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""https://example.org/a#b#e12""#);
        assert_eq!(serde_json::from_str::<AccountId>(r#""r1#e1""#).unwrap().to_string(), "r1#e1");
    }

    #[test]
    fn what_is_no_account_says_so() {
        for bad in ["", "r1", "#e1", "r1#"] {
            assert!(bad.parse::<AccountId>().unwrap_err().to_string().contains("r17#e1"), "{bad}");
        }
    }
}
