//! Lines of bounded length.

use std::io::{self, BufRead, Read};

/// What [`next_line`] found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line, now in the buffer without its line break.
    Whole,
    /// A line longer than the limit; it was skipped, and the buffer says nothing.
    TooLong,
    /// No line is left.
    End,
}

/// Reads the next line into `buffer`, of at most `limit` bytes, so that one endless line cannot fill the memory.
pub(crate) fn next_line(input: &mut dyn BufRead, buffer: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    buffer.clear();
    let room = (limit as u64).saturating_add(1);
    if input.take(room).read_until(b'\n', buffer)? == 0 {
        return Ok(Line::End);
    }
    if buffer.last() == Some(&b'\n') {
        buffer.pop();
    } else if buffer.len() > limit {
        input.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_skipped_whole() {
        let mut input: &[u8] = b"four\nlonger than that\nfive5\n\nend";
        let mut buffer = Vec::new();
        let mut next =
            |limit| next_line(&mut input, &mut buffer, limit).map(|line| (line, buffer.clone())).unwrap();
        assert_eq!(next(5), (Line::Whole, b"four".to_vec()));
        assert_eq!(next(5).0, Line::TooLong);
        assert_eq!(next(5), (Line::Whole, b"five5".to_vec()));
        assert_eq!(next(5), (Line::Whole, Vec::new()));
        assert_eq!(next(5), (Line::Whole, b"end".to_vec()));
        assert_eq!(next(5).0, Line::End);
    }
}
