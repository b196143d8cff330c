//! Text with collapsed whitespace, the form in which two texts are compared.

/// The characters of a text, with one space for each run of whitespace, and their offsets.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
    /// The byte offset of each character in the text, followed by the text's length.
    at: Vec<usize>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self {
            chars: Vec::new(),
            at: Vec::new(),
        };
        for (at, c) in text.char_indices() {
            let blank = c.is_whitespace();
            if blank && folded.chars.last() == Some(&' ') {
                continue;
            }
            folded.chars.push(if blank { ' ' } else { c });
            folded.at.push(at);
        }
        folded.at.push(text.len());
        folded
    }

    /// Returns the byte offset of this character in the text.
    pub(super) fn byte(&self, index: usize) -> usize {
        self.at.get(index).or(self.at.last()).copied().unwrap_or(0)
    }

    /// Returns whether a repetition may begin at this character: after whitespace, at the start of
    /// a word, or anywhere in a script without spaces.
    pub(super) fn is_start(&self, index: usize) -> bool {
        self.is_sure_start(index) || self.chars.get(index).is_some_and(|c| is_spaceless(*c))
    }

    /// Like [`is_start`](Self::is_start), but not for scripts without spaces.
    pub(super) fn is_sure_start(&self, index: usize) -> bool {
        let Some(c) = self.chars.get(index).filter(|c| **c != ' ') else {
            return false;
        };
        let before: Vec<char> = self.chars[..index].iter().rev().take(2).copied().collect();
        match *before.as_slice() {
            [] | [' ', ..] => true,
            // The t of "don't" is not a word.
            ['\'' | '’', letter] if letter.is_alphabetic() => false,
            [before, ..] => is_word(*c) && !is_word(before),
        }
    }
}

/// Returns whether a character is part of a word: letters, digits, `_`, joiners, combining marks.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c,
            '_' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}'
            | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{670}' | '\u{6d6}'..='\u{6ed}'
            | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}'
            | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Returns whether a character belongs to a script that puts no spaces between words: Thai, Lao,
/// Burmese, Khmer, Chinese, Japanese.
pub(super) fn is_spaceless(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
}
