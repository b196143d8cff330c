//! Mathematical alphabets. MathML Core has no attribute for them: each letter is its own character.

use pulldown_latex::event::Font;

/// The first code points of an alphabet's letters, digits and Greek.
struct Alphabet {
    upper: u32,
    lower: u32,
    digits: Option<u32>,
    greek: Option<u32>,
}

const fn alphabet(upper: u32, digits: Option<u32>, greek: Option<u32>) -> Alphabet {
    Alphabet {
        upper,
        lower: upper + 26,
        digits,
        greek,
    }
}

fn alphabet_of(font: Font) -> Option<Alphabet> {
    Some(match font {
        Font::Bold => alphabet(0x1D400, Some(0x1D7CE), Some(0x1D6A8)),
        Font::Italic => alphabet(0x1D434, None, Some(0x1D6E2)),
        Font::BoldItalic => alphabet(0x1D468, Some(0x1D7CE), Some(0x1D71C)),
        Font::Script => alphabet(0x1D49C, None, None),
        Font::BoldScript => alphabet(0x1D4D0, None, None),
        Font::Fraktur => alphabet(0x1D504, None, None),
        Font::DoubleStruck => alphabet(0x1D538, Some(0x1D7D8), None),
        Font::BoldFraktur => alphabet(0x1D56C, None, None),
        Font::SansSerif => alphabet(0x1D5A0, Some(0x1D7E2), None),
        Font::BoldSansSerif => alphabet(0x1D5D4, Some(0x1D7EC), Some(0x1D756)),
        Font::SansSerifItalic => alphabet(0x1D608, None, None),
        Font::SansSerifBoldItalic => alphabet(0x1D63C, None, Some(0x1D790)),
        Font::Monospace => alphabet(0x1D670, Some(0x1D7F6), None),
        Font::BoldSymbol | Font::DoubleStruckItalic | Font::UpRight => return None,
    })
}

/// Returns a character in an alphabet, or the character itself if the alphabet lacks it.
pub(crate) fn letter(font: Font, c: char) -> char {
    let font = match font {
        // Bold, upright or slanted as the character is anyway.
        Font::BoldSymbol if is_upright(c) || c.is_ascii_digit() => Font::Bold,
        Font::BoldSymbol => Font::BoldItalic,
        font => font,
    };
    if let Some(found) = older(font, c) {
        return found;
    }
    let Some(alphabet) = alphabet_of(font) else {
        return c;
    };
    let at = |start: u32, first: char| start + (u32::from(c) - u32::from(first));
    let found = match c {
        'A'..='Z' => Some(at(alphabet.upper, 'A')),
        'a'..='z' => Some(at(alphabet.lower, 'a')),
        '0'..='9' => alphabet.digits.map(|start| at(start, '0')),
        _ => place_of_greek(c).and_then(|place| Some(alphabet.greek? + place)),
    };
    found.and_then(char::from_u32).unwrap_or(c)
}

/// Returns whether TeX sets the character upright by default.
pub(crate) fn is_upright(c: char) -> bool {
    c == '∇' || c.is_uppercase() && !c.is_ascii()
}

/// Finds letters that Unicode had before the rest of their alphabet, which skips them.
fn older(font: Font, c: char) -> Option<char> {
    let (letters, characters) = match font {
        Font::Italic => ("h", "ℎ"),
        Font::Script => ("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ"),
        Font::Fraktur => ("CHIRZ", "ℭℌℑℜℨ"),
        Font::DoubleStruck => ("CHNPQRZ", "ℂℍℕℙℚℝℤ"),
        Font::DoubleStruckItalic => ("Ddeij", "ⅅⅆⅇⅈⅉ"),
        _ => return None,
    };
    let place = letters.chars().position(|letter| letter == c)?;
    characters.chars().nth(place)
}

/// Returns the place of a Greek letter in the order that all mathematical alphabets share.
fn place_of_greek(c: char) -> Option<u32> {
    Some(match c {
        'Α'..='Ω' => u32::from(c) - u32::from('Α'),
        'ϴ' => 17,
        '∇' => 25,
        'α'..='ω' => u32::from(c) - u32::from('α') + 26,
        '∂' => 51,
        'ϵ' => 52,
        'ϑ' => 53,
        'ϰ' => 54,
        'ϕ' => 55,
        'ϱ' => 56,
        'ϖ' => 57,
        _ => return None,
    })
}

/// Returns whether a letter in a font needs `mathvariant="normal"` to keep the browser from slanting
/// it.
pub(crate) fn needs_normal(font: Option<Font>, c: char) -> bool {
    match font {
        None => is_upright(c),
        Some(font) => font == Font::UpRight,
    }
}
