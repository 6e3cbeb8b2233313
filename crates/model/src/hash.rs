//! Claim ids: the same claim from the same words of the same report has the same id, on every machine.

use crate::{Claim, ClaimId, ReportId};

/// The id of a claim: `c` and the first 16 hex digits of BLAKE3 over the report's id, the claim's type, where its
/// evidence lies, and everything it says, but not its own id, its event or the ids of other claims.
pub fn claim_id(report: &ReportId, claim: &Claim) -> ClaimId {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    };
    add(report.as_str());
    for span in claim.evidence.spans() {
        add(&format!("{}-{}", span.start(), span.end()));
    }
    let said = serde_json::json!([
        claim.claim_type,
        claim.attribution,
        claim.polarity,
        claim.predicate,
        claim.participants,
        claim.rule,
        claim.casualties.as_ref().map(|c| (&c.outcome, &c.figure, &c.victims.span)),
        claim.materiel,
        claim.strength,
        claim.relation,
        claim.authenticity,
    ]);
    add(&said.to_string());
    ClaimId::new(format!("c{}", &hasher.finalize().to_hex()[..16]))
}

#[cfg(test)]
mod tests {
    /// Ids are hashed over JSON whose keys are sorted: a dependency that switches `preserve_order` of `serde_json` on would
    /// change them all.
    #[test]
    fn keys_are_hashed_in_their_order() {
        let value = serde_json::json!({ "b": 1, "a": { "d": 2, "c": 3 } });
        assert_eq!(value.to_string(), r#"{"a":{"c":3,"d":2},"b":1}"#);
    }
}
