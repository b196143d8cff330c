//! Throttles what would otherwise be parsed again with each chunk: a tail that does not settle, and
//! the final blocks that new definitions change.
//!
//! A text may be all tail, such as a line of ten thousand brackets, or a list whose items define
//! what earlier items refer to. Beyond a size that no paragraph has, the next parse waits for text
//! in proportion to the last one. So the parsed lengths grow geometrically, and all parses together
//! stay linear in the text. The tree then lags behind by at most a sixty-fourth of the effort.

/// The effort from which a parse is not repeated with each chunk, in bytes of plain text.
const DEAR: usize = 24 * 1024;

/// How many bytes of plain text the parser reads in the time that one delimiter takes.
const EFFORT_OF_MARK: usize = 32;

/// Roughly how many rows of a table come between two parses: each costs the parser a cell for each
/// column of the header.
const ROWS: usize = 8;

/// Returns how many bytes must arrive before the tail is parsed again: `text`, below the header
/// `head` if it continues a table.
pub(super) fn reparse_gap(head: &str, text: &str) -> usize {
    gap_after(effort(head) * ROWS + effort(text))
}

/// Returns how many bytes must arrive before an effort is made again.
pub(super) fn gap_after(effort: usize) -> usize {
    effort.saturating_sub(DEAR) / 64
}

/// Estimates the effort to parse a text.
pub(super) fn effort(text: &str) -> usize {
    let is_mark = |byte: &u8| b"*_~`$\\[]<>&!|.:\n".contains(byte);
    text.len() + text.bytes().filter(is_mark).count() * EFFORT_OF_MARK
}
