//! Codes as the contract writes them, for the columns of the views.

use claimant_model::{ClaimType, Outcome, VerificationStatus};

pub(crate) fn kind(kind: ClaimType) -> &'static str {
    match kind {
        ClaimType::Event => "event",
        ClaimType::Casualties => "casualties",
        ClaimType::Materiel => "materiel",
        ClaimType::Strength => "strength",
        ClaimType::Relation => "relation",
        ClaimType::Authenticity => "authenticity",
    }
}

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Killed => "killed",
        Outcome::Wounded => "wounded",
        Outcome::KilledOrWounded => "killed_or_wounded",
        Outcome::Captured => "captured",
        Outcome::Missing => "missing",
        Outcome::Abducted => "abducted",
        Outcome::Arrested => "arrested",
        Outcome::Surrendered => "surrendered",
        Outcome::Displaced => "displaced",
    }
}

/// `None` for claims of whose standing the report says nothing: most of them.
pub(crate) fn standing(status: VerificationStatus) -> Option<&'static str> {
    match status {
        VerificationStatus::None => None,
        VerificationStatus::Unverified => Some("unverified"),
        VerificationStatus::Corroborated => Some("corroborated"),
        VerificationStatus::Disputed => Some("disputed"),
        VerificationStatus::Refuted => Some("refuted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_contract() {
        let written = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        assert_eq!(kind(ClaimType::Materiel), written(serde_json::json!(ClaimType::Materiel)));
        assert_eq!(outcome(Outcome::KilledOrWounded), written(serde_json::json!(Outcome::KilledOrWounded)));
        assert_eq!(
            standing(VerificationStatus::Refuted).unwrap(),
            written(serde_json::json!(VerificationStatus::Refuted))
        );
    }
}
