//! What can be read of a feed that is broken somewhere: each entry alone, between the head and the end of the feed.

/// A broken feed's head that is longer is cut off, in bytes: it is copied for each entry.
const LONGEST_HEAD: usize = 16 << 10;
/// Bytes that all pieces together may have.
const MOST: usize = 64 << 20;

/// Feeds of one entry each.
pub(crate) fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
    ["item", "entry"].iter().find_map(|tag| pieces_of(bytes, tag)).unwrap_or_default()
}

fn pieces_of(bytes: &[u8], tag: &str) -> Option<Vec<Vec<u8>>> {
    let close = format!("</{tag}>");
    let first = open(bytes, tag)?;
    let head = &bytes[..first.min(LONGEST_HEAD)];
    let end = end(head);
    let (mut pieces, mut from, mut total) = (Vec::new(), first, 0);
    while let Some(start) = open(&bytes[from..], tag).map(|at| from + at) {
        let Some(length) = find(&bytes[start..], close.as_bytes()) else { break };
        let stop = start + length + close.len();
        let piece = [head, &bytes[start..stop], end].concat();
        total += piece.len();
        if total > MOST {
            break;
        }
        pieces.push(piece);
        from = stop;
    }
    Some(pieces)
}

/// Where an element of this name opens.
fn open(bytes: &[u8], tag: &str) -> Option<usize> {
    let name = format!("<{tag}");
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], name.as_bytes()).map(|at| from + at) {
        if bytes.get(at + name.len()).is_some_and(|next| next.is_ascii_whitespace() || *next == b'>') {
            return Some(at);
        }
        from = at + name.len();
    }
    None
}

/// The end tags that the head of a feed needs. RSS 1.0 closes its channel before its items.
fn end(head: &[u8]) -> &'static [u8] {
    if find(head, b"<feed").is_some() {
        b"</feed>"
    } else if find(head, b"<rss").is_some() {
        b"</channel></rss>"
    } else {
        b"</rdf:RDF>"
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_gets_the_head_and_the_end() {
        let pieces =
            pieces(b"<rss><channel><title>t</title><items/><item>a</item> <item x='1'>b</item><item>c");
        let texts: Vec<_> = pieces.iter().map(|piece| String::from_utf8_lossy(piece)).collect();
        assert_eq!(texts[0], "<rss><channel><title>t</title><items/><item>a</item></channel></rss>");
        assert_eq!(texts[1], "<rss><channel><title>t</title><items/><item x='1'>b</item></channel></rss>");
        assert_eq!(texts.len(), 2);
    }
}
