//! Short names for what a module and wasm-bindgen's glue share, and the removal of unused exports.
//!
//! The name of each imported function contains a hash, which does not compress, once in the module
//! and once in the glue. And wasm-streams exports classes for streams that are written in Rust,
//! with all that is behind them, whether a program creates one or not.

use std::collections::HashMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The prefixes of what belongs to wasm-streams' classes, in the module and in the glue.
const STREAMS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];
const STREAM_CLASS: &str = "IntoUnderlying";

/// The prefix of an export that Leptos adds for splitting a module. Nobody splits these, and the
/// hash in its name depends on the folder in which the compiler found Leptos.
const SPLIT_MARKER: &str = "_WASM_SPLIT_MARKER_";

/// Returns the module and the glue with short names.
///
/// # Errors
///
/// When it is not a module, or imports anything but functions.
pub(super) fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let (head, mut rest) = module
        .split_at_checked(8)
        .context("not a wasm module: shorter than its header")?;
    ensure!(
        head.starts_with(b"\0asm"),
        "not a wasm module: bad magic number"
    );
    let mut out = head.to_vec();
    let mut names = HashMap::new();
    while let Some((&id, after)) = rest.split_first() {
        let mut reader = Reader(after);
        let section = reader.bytes()?;
        rest = reader.0;
        let section = match id {
            IMPORTS => imports(section, &mut names)?,
            EXPORTS => exports(section, names.keys().any(|name| is_of_streams(name)))?,
            _ => section.to_vec(),
        };
        out.push(id);
        push_bytes(&mut out, &section);
    }
    let makes_streams = names.keys().any(|name| is_of_streams(name));
    let glue = if makes_streams {
        glue.to_owned()
    } else {
        without_streams(glue)
    };
    Ok((out, renamed(&glue, &names)))
}

/// Returns the section with short names, and adds them to `names`.
fn imports(section: &[u8], names: &mut HashMap<String, String>) -> Result<Vec<u8>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let mut out = Vec::new();
    push_number(&mut out, count);
    for index in 0..count {
        push_bytes(&mut out, reader.bytes()?);
        let name = String::from_utf8(reader.bytes()?.to_vec())?;
        ensure!(
            reader.byte()? == 0,
            "the module imports {name}, which is no function"
        );
        let short = format!("i{index}");
        push_bytes(&mut out, short.as_bytes());
        out.push(0);
        push_number(&mut out, reader.number()?);
        names.insert(name, short);
    }
    Ok(out)
}

/// Returns the section without the exports that nobody calls.
fn exports(section: &[u8], makes_streams: bool) -> Result<Vec<u8>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let (mut kept, mut out) = (0, Vec::new());
    for _ in 0..count {
        let name = reader.bytes()?;
        let kind = reader.byte()?;
        let index = reader.number()?;
        let text = String::from_utf8_lossy(name);
        if !text.starts_with(SPLIT_MARKER) && (makes_streams || !is_of_streams(&text)) {
            kept += 1;
            push_bytes(&mut out, name);
            out.push(kind);
            push_number(&mut out, index);
        }
    }
    let mut section = Vec::new();
    push_number(&mut section, kept);
    section.extend(out);
    Ok(section)
}

fn is_of_streams(name: &str) -> bool {
    STREAMS.iter().any(|start| name.starts_with(start))
}

/// Returns the glue without the stream classes and without what disposes of them and frees them.
fn without_streams(glue: &str) -> String {
    let starts = ["export class ", "const ", "if (Symbol.dispose) "];
    let starts = starts.map(|start| format!("{start}{STREAM_CLASS}"));
    let mut out = String::new();
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        if !starts.iter().any(|start| line.starts_with(start)) {
            out.push_str(line);
            out.push('\n');
        } else if !line.ends_with(';') {
            // It ends with a line that is a lone brace, or that ends a call.
            let is_last =
                |line: &str| line == "}" || (line.starts_with(' ') && line.ends_with("));"));
            lines.find(|line| is_last(line));
        }
    }
    out
}

/// Returns the glue with the short names in place of the long ones.
fn renamed(glue: &str, names: &HashMap<String, String>) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_word) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|letter| !is_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        // Writing to a string cannot fail.
        let _ = write!(out, "{before}{}", names.get(word).map_or(word, |it| it));
        rest = after;
    }
    out + rest
}

/// A reader of the wasm binary format.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn byte(&mut self) -> Result<u8> {
        let (&byte, rest) = self.0.split_first().context("unexpected end of module")?;
        self.0 = rest;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Ok(number)
    }

    /// Reads bytes that are preceded by their number.
    pub(super) fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.number()? as usize;
        let (bytes, rest) = self
            .0
            .split_at_checked(length)
            .context("unexpected end of module")?;
        self.0 = rest;
        Ok(bytes)
    }
}

pub(super) fn push_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    #[expect(clippy::cast_possible_truncation, reason = "less than 0x80")]
    out.push(number as u8);
}

pub(super) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    #[expect(clippy::cast_possible_truncation, reason = "a module is below 4 GB")]
    push_number(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a module with only these imports and exports, and a section of another kind.
    fn module(imports: &[&str], exports: &[&str]) -> Vec<u8> {
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        let mut section = vec![];
        push_number(&mut section, imports.len() as u32);
        for name in imports {
            push_bytes(&mut section, b"./glue.js");
            push_bytes(&mut section, name.as_bytes());
            section.extend([0, 5]);
        }
        out.push(IMPORTS);
        push_bytes(&mut out, &section);
        out.extend([3, 1, 0]);
        let mut section = vec![];
        push_number(&mut section, exports.len() as u32);
        for name in exports {
            push_bytes(&mut section, name.as_bytes());
            section.push(0);
            push_number(&mut section, 300);
        }
        out.push(EXPORTS);
        push_bytes(&mut out, &section);
        out
    }

    #[test]
    fn names_are_short_on_both_sides() {
        let long = ["__wbg_abort_75a9", "__wbg_abort_75a9b"];
        let glue = "    __wbg_abort_75a9: function() {},\n    __wbg_abort_75a9b: wasm.run\n";
        let (short, glue) = shorten(&module(&long, &["run"]), glue).unwrap();
        assert_eq!(short, module(&["i0", "i1"], &["run"]));
        assert_eq!(glue, "    i0: function() {},\n    i1: wasm.run\n");
    }

    const GLUE: &str = "let wasm;
export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free();
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = free;
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
export class Chat {
}
";

    #[test]
    fn what_nobody_calls_is_gone() {
        let exports = [
            "run",
            "intounderlyingsink_write",
            "__wbg_intounderlyingsink_free",
        ];
        let (short, glue) = shorten(&module(&["a"], &exports), GLUE).unwrap();
        assert_eq!(short, module(&["i0"], &["run"]));
        assert_eq!(glue, "let wasm;\nexport class Chat {\n}\n");

        let marked = module(&["a"], &["_WASM_SPLIT_MARKER_00ff11version", "run"]);
        assert_eq!(shorten(&marked, GLUE).unwrap().0, module(&["i0"], &["run"]));

        let made = module(&["__wbg_intounderlyingsink_new_1"], &exports);
        let (short, glue) = shorten(&made, GLUE).unwrap();
        assert_eq!(short, module(&["i0"], &exports));
        assert_eq!(glue, GLUE);
    }

    #[test]
    fn what_is_no_module() {
        for bytes in [
            &b""[..],
            b"\0asm",
            b"\x7fELF\x01\0\0\0",
            b"\0asm\x01\0\0\0\x02\x7f",
        ] {
            assert!(shorten(bytes, "").is_err(), "{bytes:?}");
        }
    }
}
