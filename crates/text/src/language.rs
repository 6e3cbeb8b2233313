//! Which language a text is in.

use whatlang::{Lang, detect};

/// Characters that are looked at.
const LOOKED_AT: usize = 4000;
/// Shorter texts are not judged, in characters.
const SHORTEST: usize = 60;

/// The BCP 47 tag of the language of a text, where that is beyond doubt.
pub(crate) fn find(text: &str) -> Option<String> {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    text.char_indices().nth(SHORTEST)?;
    let found = detect(&text[..end]).filter(whatlang::Info::is_reliable)?;
    Some(tag(found.lang()).to_owned())
}

/// The two-letter tag where there is one (RFC 5646 wants the shortest), else the three letters of ISO 639-3.
fn tag(language: Lang) -> &'static str {
    let code = language.code();
    let row =
        SHORT.split_whitespace().filter_map(|pair| pair.split_once(':')).find(|(long, _)| *long == code);
    row.map_or(code, |(_, short)| short)
}

/// ISO 639-3 to ISO 639-1, for the languages that the detector knows.
const SHORT: &str = "epo:eo eng:en rus:ru cmn:zh spa:es por:pt ita:it ben:bn fra:fr deu:de ukr:uk kat:ka ara:ar hin:hi \
    jpn:ja heb:he yid:yi pol:pl amh:am jav:jv kor:ko nob:nb dan:da swe:sv fin:fi tur:tr nld:nl hun:hu ces:cs ell:el bul:bg \
    bel:be mar:mr kan:kn ron:ro slv:sl hrv:hr srp:sr mkd:mk lit:lt lav:lv est:et tam:ta vie:vi urd:ur tha:th guj:gu uzb:uz \
    pan:pa aze:az ind:id tel:te pes:fa mal:ml ori:or mya:my nep:ne sin:si khm:km tuk:tk aka:ak zul:zu sna:sn afr:af lat:la \
    slk:sk cat:ca tgl:tl hye:hy cym:cy";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_short_tags() {
        let french = "Des hommes armés ont attaqué un poste de l'armée près de la ville dans la nuit de lundi à mardi.";
        assert_eq!(find(french).as_deref(), Some("fr"));
        let english = "Armed men attacked an army post near the town in the night of Monday, the ministry said on Tuesday.";
        assert_eq!(find(english).as_deref(), Some("en"));
        assert_eq!(find("Shots fell."), None);
    }

    #[test]
    fn every_language_has_a_tag() {
        for language in Lang::all() {
            assert!(SHORT.contains(&format!("{}:", language.code())), "{language}");
        }
    }
}
