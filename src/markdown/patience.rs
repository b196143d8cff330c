//! How often it is worth to read again what cannot be settled.
//!
//! It is read with each piece that comes, and an answer may consist of nothing else: a line of ten
//! thousand brackets. From a size on that no paragraph has, the piece that is waited for grows with
//! what is to be read, so that all readings together stay in proportion to the text. What is shown
//! then lags behind by at most a sixty-fourth of the effort.

/// From which effort on a reading is not repeated with each piece, in bytes of plain text.
const DEAR: usize = 24 * 1024;

/// How many bytes of plain text can be read in the time that a mark takes.
const EFFORT_OF_MARK: usize = 32;

/// How many rows of a table come between two readings, more or less: the parser makes a cell for each
/// column in each of them.
const ROWS: usize = 8;

/// How much has to come before a text is read again. `head` is that of the table which it goes on
/// with.
pub(super) fn patience(head: &str, text: &str) -> usize {
    let effort = effort(head) * ROWS + effort(text);
    effort.saturating_sub(DEAR) / 64
}

fn effort(text: &str) -> usize {
    let is_mark = |byte: &u8| b"*_~`$\\[]<>&!|.:\n".contains(byte);
    text.len() + text.bytes().filter(is_mark).count() * EFFORT_OF_MARK
}
