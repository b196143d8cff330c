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

/// How much has to come before a text is read again.
pub(super) fn patience(text: &str) -> usize {
    let marks = text
        .bytes()
        .filter(|byte| b"*_~`$\\[]<>&!|.:\n".contains(byte));
    let effort = text.len() + marks.count() * EFFORT_OF_MARK;
    effort.saturating_sub(DEAR) / 64
}
